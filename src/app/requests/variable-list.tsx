import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import styles from './variable-list.module.css'

/** What may stand between double braces in the next request, with what it stands for now. */
export function VariableList({ variables }: { readonly variables: ReadonlyMap<string, string> }) {
  if (variables.size === 0) return null
  return (
    <details className={styles['variables']}>
      <summary>
        {i18n._('{count, plural, one {# variable} other {# variables}} from the answers', { count: variables.size })}
      </summary>
      <dl>
        {[...variables].map(([name, value]) => (
          <div key={name}>
            <dt>{`{{${name}}}`}</dt>
            <dd title={value}>{value.slice(0, 200)}</dd>
            <CopyButton label={i18n._('Copy {name}', { name: `{{${name}}}` })} text={() => `{{${name}}}`} />
          </div>
        ))}
      </dl>
    </details>
  )
}
