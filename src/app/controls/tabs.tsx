import { createContext, type ReactNode, useContext, useId, useState } from 'react'
import { moveFocus } from './arrow-keys.ts'
import styles from './tabs.module.css'

// The ARIA tabs pattern by hand: React Aria's own tabs would be a tenth of all that may be loaded before the first paint.

interface Chosen {
  readonly group: string
  readonly selected: string
  readonly onSelect: (id: string) => void
}

const ChosenTab = createContext<Chosen>({ group: '', selected: '', onSelect: () => {} })

interface TabsProps {
  readonly selected: string
  readonly onSelect: (id: string) => void
  readonly children: ReactNode
}

export function Tabs({ selected, onSelect, children }: TabsProps) {
  const group = useId()
  return (
    <ChosenTab value={{ group, selected, onSelect }}>
      <div className={styles['tabs']}>{children}</div>
    </ChosenTab>
  )
}

/** Arrow keys move and choose at once, as all panels are cheap to show. */
export function TabList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { onSelect } = useContext(ChosenTab)
  return (
    <div
      role="tablist"
      aria-label={label}
      className={styles['list']}
      onKeyDown={(event) => {
        const id = moveFocus(event, '[role=tab]', 'row')?.dataset['tab']
        if (id !== undefined) onSelect(id)
      }}
    >
      {children}
    </div>
  )
}

export function Tab({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { group, selected, onSelect } = useContext(ChosenTab)
  const isSelected = id === selected
  return (
    <button
      type="button"
      role="tab"
      id={`${group}${id}-tab`}
      data-tab={id}
      aria-selected={isSelected}
      aria-controls={isSelected ? `${group}${id}-panel` : undefined}
      tabIndex={isSelected ? 0 : -1}
      className={styles['tab']}
      onClick={() => onSelect(id)}
    >
      {children}
    </button>
  )
}

interface TabPanelProps {
  readonly id: string
  /** Stays, hidden, when another tab is chosen: it holds what would be lost, or is slow to come. */
  readonly stays?: boolean
  readonly children: ReactNode
}

/** Mounted when its tab is first chosen. */
export function TabPanel({ id, stays = false, children }: TabPanelProps) {
  const { group, selected } = useContext(ChosenTab)
  const isSelected = id === selected
  const [wasSelected, setWasSelected] = useState(isSelected)
  if (isSelected && !wasSelected) setWasSelected(true)
  if (!isSelected && !(stays && wasSelected)) return null
  return (
    <div
      hidden={!isSelected}
      role="tabpanel"
      id={`${group}${id}-panel`}
      aria-labelledby={`${group}${id}-tab`}
      className={styles['panel']}
    >
      {children}
    </div>
  )
}
