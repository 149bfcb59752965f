import type { ReactNode } from 'react'
import styles from './coming.module.css'

/** Says what is being waited for, to those who wait long enough to read it. */
export function Coming({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className={styles['coming']}>
      {children}
    </p>
  )
}
