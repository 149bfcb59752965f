import { type ReactNode, useRef } from 'react'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  type MenuItemProps,
  type MenuProps,
} from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import styles from './menu.module.css'

export { MenuTrigger }

/** The menu of a `MenuTrigger`, in its popover. Heavy for what it is: load it with what it is the menu of. */
export function Menu<T extends object>(props: Omit<MenuProps<T>, 'className' | 'style'>) {
  return (
    <Popover className={styles['popover'] ?? ''} placement="bottom start" offset={4}>
      <AriaMenu {...props} className={styles['menu'] ?? ''} />
    </Popover>
  )
}

/** A menu at a place of the window, open as long as it is mounted. */
export function MenuAt<T extends object>({
  x,
  y,
  onClose,
  ...props
}: Omit<MenuProps<T>, 'className' | 'style' | 'onClose'> & {
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} style={{ position: 'fixed', insetInlineStart: x, insetBlockStart: y }} />
      <Popover
        className={styles['popover'] ?? ''}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose()
        }}
      >
        <AriaMenu {...props} autoFocus="first" onClose={onClose} className={styles['menu'] ?? ''} />
      </Popover>
    </>
  )
}

export function MenuItem(props: Omit<MenuItemProps, 'className' | 'style'>) {
  return <AriaMenuItem {...props} className={styles['item'] ?? ''} />
}

export function MenuSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <AriaMenuSection className={styles['section'] ?? ''}>
      <Header className={styles['title']}>{title}</Header>
      {children}
    </AriaMenuSection>
  )
}
