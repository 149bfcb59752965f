import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  /** What is not there. */
  readonly title: string
  /** What to do so that it will be. */
  readonly children?: ReactNode
}

/** Stands in a panel that has nothing to show. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  )
}
