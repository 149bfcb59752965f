import { useDeferredValue, useState } from 'react'
import type { Selection } from '#durable/selection.ts'
import type { LogLevel } from '#durable/trace.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { lastLogLines } from '#storage/queries.ts'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { coreToolsLine, functionsIn, passing } from './console-lines.ts'
import { LineList } from './line-list.tsx'
import styles from './console-pane.module.css'
import { useHubQuery } from '../hub/use-hub-query.ts'

/** How many of the last lines are shown. */
const SHOWN = 1000

interface ConsolePaneProps {
  readonly hub: HubDb | null
  readonly isRunning: boolean
  readonly selection: Selection | null
  /** The app's own address without a slash. */
  readonly root: string
}

/** What the host and the functions wrote, as Core Tools print it. Text only: user code wrote it. */
export function ConsolePane({ hub, isRunning, selection, root }: ConsolePaneProps) {
  const [text, setText] = useState('')
  const [atLeast, setAtLeast] = useState<LogLevel>('trace')
  const [functionName, setFunctionName] = useState('')
  const [withReplayed, setWithReplayed] = useState(true)
  const [onlyInstance, setOnlyInstance] = useState(false)
  const instanceId = onlyInstance ? selection?.instanceId : undefined
  const all = useDeferredValue(useHubQuery(hub, (db) => lastLogLines(db, SHOWN, instanceId), [instanceId])) ?? []
  const written = functionsIn(all)
  const names = functionName === '' || written.includes(functionName) ? written : [...written, functionName]
  const lines = passing(all.slice(-SHOWN), {
    text,
    atLeast,
    instanceId: instanceId ?? null,
    functionName: functionName === '' ? null : functionName,
    withReplayed,
  })
  return (
    <div className={styles['pane']}>
      <div className={styles['bar']}>
        <TextField
          label={i18n._('Filter the console')}
          hideLabel
          value={text}
          placeholder={i18n._('Filter')}
          onChange={setText}
        />
        <Select label={i18n._('Level')} hideLabel value={atLeast} options={levelOptions()} onChange={setAtLeast} />
        {names.length > 0 && (
          <Select
            label={i18n._('Function')}
            hideLabel
            value={functionName}
            options={[
              { value: '', label: i18n._('All functions') },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
            onChange={setFunctionName}
          />
        )}
        {selection !== null && (
          <label className={styles['only']}>
            <input
              type="checkbox"
              checked={onlyInstance}
              onChange={(event) => setOnlyInstance(event.currentTarget.checked)}
            />
            {i18n._('This instance')}
          </label>
        )}
        <label className={styles['only']}>
          <input
            type="checkbox"
            checked={withReplayed}
            onChange={(event) => setWithReplayed(event.currentTarget.checked)}
          />
          {i18n._('Replayed lines')}
        </label>
        <span className={styles['gap']} />
        <CopyButton label={i18n._('Copy these lines')} text={() => lines.map(coreToolsLine).join('\n')} />
      </div>
      {lines.length === 0 ? (
        <Empty isFiltered={all.length > 0} isRunning={isRunning} />
      ) : (
        <LineList lines={lines} root={root} />
      )}
    </div>
  )
}

function Empty({ isFiltered, isRunning }: { readonly isFiltered: boolean; readonly isRunning: boolean }) {
  if (isFiltered) return <EmptyState title={i18n._('No line passes the filter.')} />
  return (
    <EmptyState title={i18n._('Nothing was written yet.')}>
      {!isRunning && i18n._('Press Run: what the host and your functions write is then shown here.')}
    </EmptyState>
  )
}

function levelOptions(): readonly { readonly value: LogLevel; readonly label: string }[] {
  return [
    { value: 'trace', label: i18n._('All levels') },
    { value: 'information', label: i18n._('Information and above') },
    { value: 'warning', label: i18n._('Warnings and above') },
    { value: 'error', label: i18n._('Errors') },
  ]
}
