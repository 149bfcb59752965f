import { type KeyboardEvent, memo, useId } from 'react'
import { Chip, type Status } from '../controls/chip.tsx'
import { i18n } from '../i18n/i18n.ts'
import { rowAfterKey } from '../payload/list-keys.ts'
import styles from './check-pane.module.css'
import type { CheckedRun, CheckState } from './check-run.ts'

interface RunListProps {
  readonly runs: readonly CheckedRun[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
}

/** So many rows at a time; a page of keys is as many. */
const PAGE = 10

export function RunList({ runs, chosen, onChoose }: RunListProps) {
  const listId = useId()
  const selected = runs.findIndex(({ key }) => key === chosen)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = runs[rowAfterKey(event.key, selected, runs.length, PAGE) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next.key)
    document.getElementById(`${listId}-${runs.indexOf(next)}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <ul
      className={styles['list']}
      role="listbox"
      aria-label={i18n._('Histories')}
      aria-activedescendant={`${listId}-${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {runs.map((run, index) => (
        <Row key={run.key} id={`${listId}-${index}`} run={run} isSelected={run.key === chosen} onChoose={onChoose} />
      ))}
    </ul>
  )
}

interface RowProps extends Pick<RunListProps, 'onChoose'> {
  readonly id: string
  readonly run: CheckedRun
  readonly isSelected: boolean
}

/** There may be a thousand, and each is checked in turn: a row that has not changed must cost nothing. */
const Row = memo(function Row({ id, run: { key, name, history, state }, isSelected, onChoose }: RowProps) {
  return (
    <li id={id} role="option" aria-selected={isSelected} onClick={() => onChoose(key)}>
      <Chip status={colourOf(state)}>{verdictOf(state)}</Chip>
      <span className={styles['name']} title={name}>
        {history?.name ?? name}
      </span>
      <span className={styles['id']}>{history ? name : ''}</span>
    </li>
  )
})

function colourOf(state: CheckState): Status {
  if (state.phase === 'checking') return 'running'
  if (state.phase !== 'checked') return 'cancelled'
  const { parting, unnoticed } = state.check
  return parting ? 'failed' : unnoticed.length > 0 ? 'waiting' : 'completed'
}

function verdictOf(state: CheckState): string {
  if (state.phase === 'failed') return i18n._('refused')
  if (state.phase !== 'checked') return state.phase === 'checking' ? i18n._('replaying…') : i18n._('not checked')
  const { parting, unnoticed } = state.check
  if (parting) return i18n._('parts at event {position}', { position: parting.position })
  return unnoticed.length > 0 ? i18n._('fits, but differs') : i18n._('fits')
}
