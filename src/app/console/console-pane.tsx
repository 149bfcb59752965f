import { useDeferredValue, useMemo, useState } from 'react'
import type { Selection } from '#durable/selection.ts'
import type { LogLevel } from '#durable/trace.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { coreToolsLine, functionsIn } from './console-lines.ts'
import { lineReader, type ReadLines, SEARCHED } from './line-reader.ts'
import { LineList } from './line-list.tsx'
import styles from './console-pane.module.css'
import { useHubQuery } from '../hub/use-hub-query.ts'

const nothing: ReadLines = { lines: [], isCut: false }

interface ConsolePaneProps {
  readonly hub: HubDb | null
  readonly isRunning: boolean
  /** The names of the app's functions, as far as they are known. */
  readonly functions: readonly string[]
  readonly selection: Selection | null
  /** The app's own address without a slash. */
  readonly root: string
}

/** What the host and the functions wrote, as Core Tools print it. Text only: user code wrote it. */
export function ConsolePane({ hub, isRunning, functions, selection, root }: ConsolePaneProps) {
  const [text, setText] = useState('')
  const [atLeast, setAtLeast] = useState<LogLevel>('trace')
  const [functionName, setFunctionName] = useState('')
  const [withReplayed, setWithReplayed] = useState(true)
  const [onlyInstance, setOnlyInstance] = useState(false)
  const instanceId = onlyInstance ? selection?.instanceId : undefined
  const wanted = useDeferredValue(text)
  const isFiltered = wanted !== '' || atLeast !== 'trace' || functionName !== '' || !withReplayed || onlyInstance
  const read = useMemo(
    () =>
      lineReader({
        text: wanted,
        atLeast,
        instanceId: instanceId ?? null,
        functionName: functionName === '' ? null : functionName,
        withReplayed,
      }),
    [wanted, atLeast, instanceId, functionName, withReplayed],
  )
  const found = useDeferredValue(useHubQuery(hub, read, [read], 'stays'))
  const { lines, isCut } = found ?? nothing
  const names = useMemo(
    () => [...new Set([...functions, ...functionsIn(lines), functionName])].filter((name) => name !== '').toSorted(),
    [functions, lines, functionName],
  )
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
      {isCut && isFiltered && (
        <p className={styles['cut']}>
          {i18n._('The last {searched, number} lines were searched. There are older ones.', { searched: SEARCHED })}
        </p>
      )}
      {lines.length === 0 ? (
        found !== undefined || hub === null ? (
          <Empty isFiltered={isFiltered} isRunning={isRunning} />
        ) : null
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
