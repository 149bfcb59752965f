import type { SourceFile } from '#durable/build.ts'
import { formatAddress } from '#project/address.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './explorer.module.css'
import { samplesByLanguage } from './sample-title.ts'

/** The samples by language; those in the language of the open project are unfolded. */
export function SamplesSection({ files }: { readonly files: readonly SourceFile[] }) {
  const isPython = files.some(({ path }) => path.endsWith('.py'))
  return (
    <nav className={styles['section']} aria-label={i18n._('Samples')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Samples')}</h2>
      </div>
      {samplesByLanguage().map(([name, own]) => (
        <details key={`${name} ${isPython}`} open={own.some(({ language }) => (language === 'python') === isPython)}>
          <summary className={styles['group']}>
            {name}
            <span className={styles['methods']}>{i18n.number(own.length)}</span>
          </summary>
          <ul className={styles['list']} aria-label={name}>
            {own.map(({ id, title }) => (
              <li key={id}>
                <a className={styles['row']} href={formatAddress({ what: { kind: 'sample', sample: id }, view: {} })}>
                  <span className={styles['fileName']}>{title}</span>
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  )
}
