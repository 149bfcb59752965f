import { type Dispatch, type SetStateAction, useMemo, useState } from 'react'
import { FileUp, FolderUp, RotateCw, ScanSearch, Square } from 'lucide-react'
import { DropZone } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import type { Instance } from '#durable/instance.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CheckDetails } from './check-details.tsx'
import styles from './check-pane.module.css'
import { type CheckedRun, MOST_INSTANCES } from './check-run.ts'
import { filesOf } from './dropped-files.ts'
import { openAsRun, type OpenedReplayRun } from './open-as-run.ts'
import { RunList } from './run-list.tsx'
import { type ChecksWorld, type Listed, useChecks } from './use-checks.ts'

interface CheckPaneProps extends ChecksWorld {
  readonly playground: PlaygroundDb
  readonly listed: Listed
  readonly onListed: Dispatch<SetStateAction<Listed>>
  /** The instance that is followed. */
  readonly instance: Instance | null
  readonly onKeep: () => void
  readonly onOpenLine: (file: string, line: number) => void
  /** A history can be looked at as a run now. */
  readonly onOpened: (run: OpenedReplayRun) => void
}

/**
 * Do histories fit the code as it is written now, before it is run? Those of the hub, and those of files: replayed with
 * nothing begun and nothing sent, and any two of them beside each other.
 */
export function CheckPane({
  instance,
  playground,
  listed,
  onListed,
  onKeep,
  onOpenLine,
  onOpened,
  ...world
}: CheckPaneProps) {
  const { runs, isBusy, failure, isStale, checkHub, importFiles, again, stop, clear } = useChecks(
    world,
    listed,
    onListed,
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const run = useMemo(() => runs.find(({ key }) => key === chosen) ?? runs.find(hasParted) ?? runs[0], [runs, chosen])
  const { hosts, projectId, hub, files } = world
  if (projectId === null)
    return (
      <div className={styles['empty']}>
        <p>{i18n._('Histories are checked in a project of your own.')}</p>
        <Button variant="accent" onPress={onKeep}>
          {i18n._('Keep this as a project')}
        </Button>
      </div>
    )
  const openRun = async (chosenRun: CheckedRun) =>
    onOpened(await openAsRun({ hosts, playground, projectId, files }, chosenRun, runs, hub))
  const accept = (list: FileList | null) => list && importFiles([...list])
  return (
    <DropZone
      className={styles['pane'] ?? ''}
      aria-label={i18n._('Histories: drop files here')}
      onDrop={({ items }) => importFiles(filesOf(items))}
    >
      <div className={styles['bar']} role="group" aria-label={i18n._('Check histories')}>
        {isBusy ? (
          <Button size="small" onPress={stop}>
            <Square aria-hidden size={12} />
            {i18n._('Stop')}
          </Button>
        ) : (
          <>
            {instance !== null && (
              <Button size="small" variant="accent" onPress={() => checkHub(instance)}>
                <ScanSearch aria-hidden size={14} />
                {i18n._('Check this instance')}
              </Button>
            )}
            <Button size="small" isDisabled={hub === null} onPress={() => checkHub()}>
              {i18n._('Check all instances')}
            </Button>
            <FileTrigger allowsMultiple acceptedFileTypes={['.json', '.csv', '.gz', '.zip']} onSelect={accept}>
              <Button size="small">
                <FileUp aria-hidden size={14} />
                {i18n._('Import histories…')}
              </Button>
            </FileTrigger>
            <FileTrigger acceptDirectory onSelect={accept}>
              <Button size="small" aria-label={i18n._('Import a folder of histories')}>
                <FolderUp aria-hidden size={14} />
              </Button>
            </FileTrigger>
          </>
        )}
        {!isBusy && isStale && (
          <Button size="small" variant="accent" onPress={again}>
            <RotateCw aria-hidden size={12} />
            {i18n._('Check again')}
          </Button>
        )}
        <p role="status" className={styles['summary']}>
          {summaryOf(runs, isStale)}
        </p>
        {!isBusy && runs.length > 0 && (
          <Button size="small" variant="ghost" onPress={clear}>
            {i18n._('Clear')}
          </Button>
        )}
      </div>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
      {run === undefined ? (
        <div className={styles['empty']}>
          <p>{i18n._('Does the code as you have it now still fit the instances that are under way?')}</p>
          <p>
            {i18n._(
              'It is replayed against their histories, with nothing begun and nothing sent. Drop a history of a real app here, too: the JSON of its status with showHistory=true&showHistoryOutput=true&showInput=true, of Durable Functions Monitor, of the History table (JSON or CSV), or a saved run; packed as gzip or zip, if you like.',
            )}
          </p>
        </div>
      ) : (
        <div className={styles['split']}>
          <RunList runs={runs} chosen={run.key} onChoose={setChosen} />
          <CheckDetails key={run.key} run={run} others={runs} onOpenLine={onOpenLine} onOpenRun={openRun} />
        </div>
      )}
    </DropZone>
  )
}

function hasParted({ state }: CheckedRun): boolean {
  return state.phase === 'checked' && state.check.parting !== undefined
}

function summaryOf(runs: readonly CheckedRun[], isStale: boolean): string {
  if (runs.length === 0) return ''
  if (isStale) return i18n._('Your code has changed since.')
  const count = (is: (run: CheckedRun) => boolean) => runs.filter(is).length
  const left = count(({ state }) => state.phase === 'not checked' || state.phase === 'checking')
  const parts = count(hasParted)
  const failed = count(({ state }) => state.phase === 'failed')
  const fits = runs.length - left - parts - failed
  const isOfMany = count(({ source }) => source === 'hub') === MOST_INSTANCES
  return [
    i18n._('{fits, plural, one {# fits} other {# fit}}', { fits }),
    i18n._('{parts, plural, one {# parts} other {# part}}', { parts }),
    ...(failed > 0 ? [i18n._('{failed, plural, one {# was refused} other {# were refused}}', { failed })] : []),
    ...(left > 0 ? [i18n._('{left, number} to go', { left })] : []),
    ...(isOfMany ? [i18n._('of the newest {most, number} instances', { most: MOST_INSTANCES })] : []),
  ].join(', ')
}
