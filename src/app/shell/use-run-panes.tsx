import { type ReactNode, useCallback, useMemo } from 'react'
import type { SourceFile } from '#durable/build.ts'
import { type ClockState, hubTime } from '#durable/clock-mode.ts'
import { type Fix, withFix } from '#durable/fix.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import { buildOf } from '#project/builds.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import type { HubListName } from '../hub/hub-pane.tsx'
import type { CodeOf } from '../hub/run-file.ts'
import { i18n } from '../i18n/i18n.ts'
import type { Changes } from '../session/changes.ts'
import { lookAt } from './address-bar.ts'
import { type Followed, nobody } from './follow.ts'
import { functionsOf, usePartsAt } from './hub-view.ts'
import { afterPaint, Later } from './later.tsx'
import { standOf } from '../inspection/look.ts'
import { nextStep } from './next-step.ts'
import { appRoot } from './app-root.ts'
import { placeOf } from './line-marks.ts'
import { lookingAt } from './selected.ts'
import type { Panes, PanesWorld } from './panes.ts'
import { TimelinePane } from './timeline-pane.tsx'
import styles from './run-panes.module.css'
import { useAddFault } from './use-add-fault.ts'

const InstancesPane = afterPaint(async () => (await import('../instances/instances-pane.tsx')).InstancesPane)
const HistoryTable = afterPaint(async () => (await import('../history-table/history-table.tsx')).HistoryTable)
const SequenceDiagram = afterPaint(async () => (await import('../sequence/sequence-diagram.tsx')).SequenceDiagram)
const GraphPane = afterPaint(async () => (await import('../graph/graph-pane.tsx')).GraphPane)
const HubPane = afterPaint(async () => (await import('../hub/hub-pane.tsx')).HubPane)
const OperationButtons = afterPaint(async () => (await import('../hub/operation-buttons.tsx')).OperationButtons)
const WaitingPanel = afterPaint(async () => (await import('../waiting/waiting-panel.tsx')).WaitingPanel)
const VariablesPanel = afterPaint(async () => (await import('../inspection/variables-panel.tsx')).VariablesPanel)
const WhyPanel = afterPaint(async () => (await import('../why/why-panel.tsx')).WhyPanel)
const WhyBrief = afterPaint(async () => (await import('../why/why-panel.tsx')).WhyBrief)
const ReplayVerdictView = afterPaint(async () => (await import('../check/replay-verdict-view.tsx')).ReplayVerdictView)
const ConsolePane = afterPaint(async () => (await import('../console/console-pane.tsx')).ConsolePane)

const HUB_LISTS: readonly HubListName[] = ['instances', 'entities', 'task hub']
const STORAGE_LISTS: readonly HubListName[] = ['queues', 'blobs', 'tables']

type RunPanes = Pick<
  Panes,
  'instances' | 'timeline' | 'history' | 'sequence' | 'graph' | 'why' | 'hubList' | 'storage' | 'console' | 'variables'
>

/** What happened, in its many forms. Typing in the editor redraws none of them. */
export function useRunPanes(world: PanesWorld): RunPanes {
  const {
    hub,
    replays,
    chosen,
    followed = nobody,
    look,
    playground,
    session,
    manage,
    byHand,
    tell,
    isNarrow,
    faults,
  } = world
  const { instance, history, episodes } = followed
  const isReplay = replays !== null
  const source = replays ?? hub
  const isNone = instance === null && (source === null || followed.hub === source)
  const clock = useRunClock(world)
  const partsAt = usePartsAt(replays, followed)
  const onFault = useAddFault(world)
  const now = useCallback(() => hubTime(clock, Date.now()), [clock])
  const select = useCallback((selection: Selection) => choose(followed, selection), [followed])
  const shown = useMemo(() => selectionOn(followed, chosen), [followed, chosen])
  const next = nextStep(session, functionsOf(world.host))
  const none = useMemo(
    () => (isNone ? <EmptyState title={i18n._('No orchestration yet.')}>{next}</EmptyState> : null),
    [isNone, next],
  )
  const run = { history, episodes, selection: chosen === null ? null : shown, onSelect: select }
  const waits = useCallback(
    ({ instanceId, status }: Instance) =>
      source && (
        <Later>
          <WaitingPanel
            {...{ instanceId, status, clock }}
            hub={source}
            root={appRoot()}
            send={manage}
            canSkip={session.isRunning && !isReplay}
            onSkip={(at) => tell(byHand.skipTo(at))}
            onSelect={(id) => choose(nobody, { instanceId: id, executionId: '' })}
            onOpenLine={(file, line) => lookAt({ file, line })}
          />
        </Later>
      ),
    [source, isReplay, clock, manage, session.isRunning, tell, byHand],
  )

  const codeOf = useCallback<CodeOf>(
    async (build) => (session.id === null ? undefined : (await buildOf(playground, session.id, build))?.files),
    [playground, session.id],
  )

  const hubPane = (lists: readonly HubListName[]) => (
    <Later>
      <HubPane
        lists={lists}
        hub={hub}
        next={next}
        selectedId={isReplay ? null : (instance?.instanceId ?? null)}
        onSelect={(instanceId) => {
          lookAt(lookingAt(null))
          if (instanceId !== null) choose(nobody, { instanceId, executionId: '' })
        }}
        root={appRoot()}
        send={manage}
        files={session.files}
        onChange={byHand.change}
        onCheck={toCheck}
      />
    </Later>
  )

  return {
    instances: useMemo(
      () => (
        <Later>
          <InstancesPane
            hub={source}
            next={next}
            selectedId={instance?.instanceId ?? null}
            onSelect={(instanceId) => choose(nobody, { instanceId, executionId: '' })}
            onOpenLine={(file, line) => lookAt({ file, line })}
            why={(shownInstance) => briefOf(world, shownInstance)}
            {...(!isReplay && {
              operations: (shownInstance: Instance) => (
                <OperationButtons
                  instance={shownInstance}
                  root={appRoot()}
                  send={manage}
                  onPurged={() => lookAt(lookingAt(null))}
                  onSave={() => tell(saveRun(world, shownInstance, codeOf))}
                  onTrial={() => world.onTrial(shownInstance)}
                  onCheck={toCheck}
                />
              ),
            })}
            waiting={waits}
          />
        </Later>
      ),
      // oxlint-disable-next-line react/exhaustive-deps -- of `world` it takes what these stand for
      [source, next, instance, history, episodes, session.files, manage, tell, waits],
    ),
    timeline: useMemo(
      () => (
        <TimelinePane
          {...{ codeOf, followed, now, none, partsAt }}
          hub={source}
          faults={isReplay ? [] : faults.list}
          onFault={isReplay ? undefined : onFault}
          selection={run.selection}
          onSelect={select}
        />
      ),
      // oxlint-disable-next-line react/exhaustive-deps -- `run` is made of these
      [source, isReplay, codeOf, faults.list, none, followed, chosen, now, onFault, partsAt],
    ),
    history: none ?? (
      <Later>
        <HistoryTable {...run} partsAt={partsAt} />
      </Later>
    ),
    sequence: none ?? (
      <Later>
        <SequenceDiagram {...run} />
      </Later>
    ),
    why: none ?? (
      <div className={styles['scroller']}>
        {instance !== null && whyOf(world, instance, codeOf)}
        {instance !== null && !isFinal(instance.status) && waits(instance)}
      </div>
    ),
    graph: (
      <Later>
        <GraphPane
          {...run}
          files={session.files}
          orchestrator={instance?.name ?? null}
          stand={standOf(look)}
          onOpenLine={(file, line) => lookAt({ file, line })}
        />
      </Later>
    ),
    hubList: hubPane(isNarrow ? [...HUB_LISTS, ...STORAGE_LISTS] : HUB_LISTS),
    storage: hubPane(STORAGE_LISTS),
    console: useMemo(
      () => (
        <Later>
          <ConsolePane
            hub={hub}
            isRunning={session.isRunning}
            functions={functionsOf(world.host).map(({ name }) => name)}
            selection={isReplay ? null : shown}
            root={appRoot()}
          />
        </Later>
      ),
      [hub, isReplay, session.isRunning, world.host, shown],
    ),
    variables: useMemo(
      () => (
        <Later>
          <VariablesPanel
            look={look}
            history={history}
            event={shown?.event}
            onOpenLine={(file, line) => lookAt({ file, line })}
            onLook={
              history.length === 0 || shown === null ? null : () => select({ ...shown, event: history.length - 1 })
            }
          />
        </Later>
      ),
      [look, history, shown, select],
    ),
  }
}

/** What explains the instance, when it is the one that is followed, in its present execution. */
function whyOf(
  { replays, followed = nobody, session, onUndoable }: PanesWorld,
  shown: Instance,
  codeOf: CodeOf,
): ReactNode {
  const { instance, executionId, history, episodes } = followed
  if (instance?.instanceId !== shown.instanceId || executionId !== shown.executionId) return undefined
  const { files, change } = session
  return (
    <Later>
      <WhyPanel
        {...{ instance, history, episodes, files, codeOf }}
        onOpenLine={(file, line) => lookAt({ file, line })}
        before={replays === null ? undefined : verdictOf(replays, followed)}
        onFix={(fix) =>
          onUndoable({
            text: i18n._('{title}: done. Press Run to go on with it.', { title: fix.title }),
            undo: applied(files, fix, change),
          })
        }
      />
    </Later>
  )
}

/** What came of holding the code against a history that is looked at as a run. */
function verdictOf(replays: HubDb, followed: Followed): ReactNode {
  return (
    <Later>
      <ReplayVerdictView hub={replays} followed={followed} onOpenLine={(file, line) => lookAt({ file, line })} />
    </Later>
  )
}

/** How hub time passes for the run that is looked at: a history from elsewhere stands where it ends. */
function useRunClock({ replays, followed, clock }: PanesWorld): ClockState {
  const pausedAt = replays === null ? undefined : followed?.instance?.updatedAt
  return useMemo(() => (pausedAt === undefined ? clock : { mode: 'paused', offset: 0, pausedAt }), [clock, pausedAt])
}

function briefOf({ followed = nobody, session }: PanesWorld, shown: Instance): ReactNode {
  const { instance, executionId, history, episodes } = followed
  if (instance?.instanceId !== shown.instanceId || executionId !== shown.executionId) return undefined
  return (
    <Later>
      <WhyBrief {...{ instance, history, episodes, files: session.files }} onOpen={() => lookAt({ tab: 'why' })} />
    </Later>
  )
}

/** Makes the fix in the files, shows its place and gives the way back. Throws when the files have changed there. */
function applied(files: readonly SourceFile[], fix: Fix, change: (changes: Changes) => void): () => void {
  const textsOf = (all: readonly SourceFile[]) =>
    Object.fromEntries(
      all.filter(({ path }) => fix.edits.some(({ file }) => file === path)).map(({ path, text }) => [path, text]),
    )
  const [before, after] = [textsOf(files), textsOf(withFix(files, fix))]
  change({ files: after })
  const [first] = fix.edits
  if (first)
    lookAt({
      file: first.file,
      line: lineAt(before[first.file] ?? '', first.start),
      episode: undefined,
      step: undefined,
    })
  return () => change({ files: before })
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

const toCheck = () => lookAt({ tab: 'check' })

/** Puts the selection in the address, and the line of code that it came from. */
function choose(run: Followed, selection: Selection): void {
  lookAt({ ...lookingAt(selection), line: undefined, ...placeOf(run, selection) })
}

/** What is chosen, with the execution that is shown: the address may name the instance alone, or nothing, or one that has gone. */
export function selectionOn({ instance, executionId }: Followed, chosen: Selection | null): Selection | null {
  if (instance === null) return null
  const shown = { instanceId: instance.instanceId, executionId }
  return chosen?.instanceId === instance.instanceId ? { ...chosen, ...shown } : shown
}

/** The run as a file that tests and other tools can read; what makes it is loaded when it is asked for. */
async function saveRun({ hub, faults }: PanesWorld, instance: Instance, codeOf: CodeOf): Promise<void> {
  if (hub === null) return
  const [{ currentRun, runFileOf }, { download }] = await Promise.all([
    import('../hub/run-file.ts'),
    import('../payload/download.ts'),
  ])
  const run = await runFileOf(await currentRun(hub, instance), codeOf, faults.list)
  download(`${instance.name}-${instance.instanceId.slice(0, 8)}.run.json`, JSON.stringify(run))
}
