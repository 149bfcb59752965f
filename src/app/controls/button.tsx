import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import styles from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** `accent` for the one thing to do here; `ghost` where a border would be noise; `danger` for what destroys. */
  readonly variant?: 'plain' | 'accent' | 'ghost' | 'danger'
  readonly size?: 'normal' | 'small'
}

export function Button({ variant = 'plain', size = 'normal', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${styles['button']} ${styles[variant]} ${styles[size]}`} />
}
