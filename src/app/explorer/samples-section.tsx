import { formatAddress } from '#project/address.ts'
import { samples } from '#samples/samples.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './explorer.module.css'
import { sampleLanguage } from './sample-title.ts'

export function SamplesSection() {
  return (
    <nav className={styles['section']} aria-label={i18n._('Samples')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Samples')}</h2>
      </div>
      <ul className={styles['list']}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <a
              className={styles['row']}
              href={formatAddress({ what: { kind: 'sample', sample: sample.id }, view: {} })}
            >
              <span className={styles['fileName']}>{sample.title}</span>
              <span className={styles['methods']}>{sampleLanguage(sample)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
