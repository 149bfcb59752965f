import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './bar.module.css'

interface BarProps {
  readonly kind: 'info' | 'waiting' | 'failed'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

const icons = { info: Info, waiting: TriangleAlert, failed: CircleAlert }

/** A sentence across the page, with what can be done about it. It blocks nothing. */
export function Bar({ kind, children, actions }: BarProps) {
  const Icon = icons[kind]
  return (
    <div role={kind === 'info' ? 'status' : 'alert'} className={`${styles['bar']} ${styles[kind]}`}>
      <Icon aria-hidden size={15} strokeWidth={2} />
      <span className={styles['text']}>{children}</span>
      {actions}
    </div>
  )
}
