import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** What it does, in words: its accessible name, and its tooltip. */
  readonly label: string
  readonly icon: LucideIcon
  readonly size?: 'normal' | 'small'
}

export function IconButton({ label, icon: Icon, size = 'normal', ...props }: IconButtonProps) {
  return (
    <AriaButton
      {...props}
      aria-label={label}
      className={`${styles['button']} ${styles[size]}`}
      render={(dom) => <button {...dom} title={label} />}
    >
      <Icon aria-hidden size={size === 'small' ? 14 : 16} strokeWidth={1.75} />
    </AriaButton>
  )
}
