import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import type { EpochMs } from '#base/units.ts'
import styles from './hub-pane.module.css'
import { type Bucket, sizeOf } from './instance-query.ts'

interface HistogramProps {
  readonly buckets: readonly Bucket[]
  /** Keeps the instances of that time. */
  readonly onChoose: (from: number, to: number) => void
}

const HEIGHT = 40
const kinds = ['completed', 'going', 'stopped', 'failed'] as const

/** When the listed instances began: a bar for each stretch of time, failures on top so that none is hidden. */
export function Histogram({ buckets, onChoose }: HistogramProps) {
  const most = Math.max(1, ...buckets.map(sizeOf))
  return (
    <div className={styles['histogram']} role="group" aria-label={i18n._('When instances began')}>
      {buckets.map((bucket) => (
        <button
          key={bucket.from}
          type="button"
          className={styles['bucket']}
          disabled={sizeOf(bucket) === 0}
          title={bucketText(bucket)}
          aria-label={bucketText(bucket)}
          onClick={() => onChoose(bucket.from, bucket.to)}
        >
          {kinds.toReversed().map((kind) => {
            const height = bucket[kind] === 0 ? 0 : Math.max(2, (bucket[kind] / most) * HEIGHT)
            return <span key={kind} className={styles[kind]} style={{ blockSize: height }} />
          })}
        </button>
      ))}
    </div>
  )
}

function bucketText(bucket: Bucket): string {
  return i18n._('{from}: {count, plural, one {# instance} other {# instances}}, {failed, number} failed', {
    from: isoTime(bucket.from as EpochMs),
    count: sizeOf(bucket),
    failed: bucket.failed,
  })
}
