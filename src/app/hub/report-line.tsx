import styles from './operations.module.css'
import type { Report } from './use-operations.ts'

export function ReportLine({ report }: { readonly report: Report | null }) {
  return (
    <p className={styles['report']} role="status" data-failed={report?.isDone === false}>
      {report?.lines.join(' ')}
    </p>
  )
}
