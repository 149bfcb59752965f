import type { ReactNode } from 'react'
import styles from './chip.module.css'

/** What a colour may mean. There are no others. */
export type Status = 'completed' | 'running' | 'failed' | 'waiting' | 'cancelled'

/** A status in words on its colour: colour alone tells nobody anything. */
export function Chip({ status, children }: { readonly status: Status; readonly children: ReactNode }) {
  return <span className={`${styles['chip']} ${styles[status]}`}>{children}</span>
}
