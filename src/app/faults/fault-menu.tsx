import type { Fault } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import { MenuAt, MenuItem, MenuSection } from '../controls/menu.tsx'
import { i18n } from '../i18n/i18n.ts'
import { effectInWords } from './fault-words.ts'
import { choicesFor, type FaultChoice } from './fault-choices.ts'
import { newFault } from './new-fault.ts'

interface FaultMenuProps {
  readonly target: Target
  /** The target's own history; `null` when it is that of a child that is open in place. */
  readonly history: readonly HistoryEvent[] | null
  readonly x: number
  readonly y: number
  readonly onAdd: (fault: Fault) => void
  readonly onClose: () => void
}

/** What can go wrong with a bar on purpose, the next time. */
export function FaultMenu({ target, history, x, y, onAdd, onClose }: FaultMenuProps) {
  const { run, span } = target
  const sections = choicesFor(span, run.name, history)
  const item = (choice: FaultChoice) => (
    <MenuItem key={inWords(choice)} onAction={() => onAdd(newFault(choice))}>
      {inWords(choice)}
    </MenuItem>
  )
  return (
    <MenuAt x={x} y={y} onClose={onClose} aria-label={i18n._('Faults of the selected bar')}>
      {sections.length === 0 ? (
        <MenuItem isDisabled>{i18n._('Only calls and episodes can go wrong on purpose.')}</MenuItem>
      ) : (
        sections.map(({ title, choices }) => (
          <MenuSection key={title} title={title}>
            {choices.map(item)}
          </MenuSection>
        ))
      )}
    </MenuAt>
  )
}

function inWords({ does, when }: FaultChoice): string {
  if (does.kind !== 'fail') return effectInWords(does)
  if (when.kind === 'first') return i18n._('Fails the first {count} times', { count: when.count })
  return when.kind === 'chance' ? i18n._('Fails every other time, by chance') : i18n._('Fails')
}
