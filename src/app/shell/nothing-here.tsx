import { useLiveQuery } from 'dexie-react-hooks'
import { formatAddress } from '#project/address.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { listProjects } from '#project/projects.ts'
import { samples } from '#samples/samples.ts'
import { sampleLanguage } from '../explorer/sample-title.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './nothing-here.module.css'

/** The address leads nowhere: why, and where one can go instead. */
export function NothingHere({ reason, playground }: { readonly reason: string; readonly playground: PlaygroundDb }) {
  const projects = useLiveQuery(() => listProjects(playground), [playground]) ?? []
  return (
    <main className={styles['page']}>
      <h1>{i18n._('This cannot be opened')}</h1>
      <p role="alert">{reason}</p>
      <p>{i18n._('Your own projects are untouched.')}</p>
      <ul>
        {projects.map(({ id, name }) => (
          <li key={id}>
            <a href={formatAddress({ what: { kind: 'project', projectId: id }, view: {} })}>{name}</a>
          </li>
        ))}
        {samples.map((sample) => (
          <li key={sample.id}>
            <a href={formatAddress({ what: { kind: 'sample', sample: sample.id }, view: {} })}>
              {i18n._('Sample: {title}', { title: `${sample.title} · ${sampleLanguage(sample)}` })}
            </a>
          </li>
        ))}
      </ul>
    </main>
  )
}
