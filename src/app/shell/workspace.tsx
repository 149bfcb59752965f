import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { ClockMode } from '#durable/clock-mode.ts'
import type { Instance } from '#durable/instance.ts'
import type { HttpRequestMessage } from '#durable/http-message.ts'
import type { What } from '#project/address.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { i18n } from '../i18n/i18n.ts'
import { useFaults } from '../faults/use-faults.ts'
import { useInspection } from '../inspection/use-inspection.ts'
import { NetworkQuestions } from '../network/network-questions.tsx'
import { byHandOn } from '../session/by-hand.ts'
import type { HostAccess } from '../session/host-access.ts'
import type { SessionView } from '../session/use-session.ts'
import { lookAt, nowAt, useAddress } from './address-bar.ts'
import { GoneBar } from './gone-bar.tsx'
import { Bars } from './bars.tsx'
import { nobody } from './follow.ts'
import { hubOf, replaysOf, useFollowed, useHostState, useHubClock } from './hub-view.ts'
import { afterPaint } from './later.tsx'
import { NarrowLayout } from './narrow-layout.tsx'
import { Notice, type NoticeText } from './notice.tsx'
import { shellRendered } from './painted.ts'
import { lookingAt, selectionIn } from './selected.ts'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useNarrow } from './use-narrow.ts'
import { usePanes } from './use-panes.ts'
import { selectionOn } from './use-run-panes.tsx'
import { useUnseenFailures } from './use-unseen-failures.ts'
import { WideLayout } from './wide-layout.tsx'
import styles from './workspace.module.css'

const ReplayBar = afterPaint(async () => (await import('./replay-bar.tsx')).ReplayBar)
const ElsewhereBar = afterPaint(async () => (await import('./elsewhere-bar.tsx')).ElsewhereBar)
const ClockTools = afterPaint(async () => (await import('./clock-tools.tsx')).ClockTools)
const CrashTrialDialog = lazy(async () => ({
  default: (await import('../crash-trial/crash-trial-dialog.tsx')).CrashTrialDialog,
}))
const ShareDialog = lazy(async () => ({ default: (await import('../share/share-dialog.tsx')).ShareDialog }))

interface WorkspaceProps {
  readonly session: SessionView
  readonly playground: PlaygroundDb
  readonly hosts: HostAccess
  readonly openedAs: What
  readonly discard: (projectId: string, next: What) => Promise<void>
}

export function Workspace({ session, playground, hosts, openedAs, discard }: WorkspaceProps) {
  const { view } = useAddress()
  const isNarrow = useNarrow()
  const hub = hubOf(session.id)
  const host = useHostState(hub)
  const clock = useHubClock(hub)
  const chosen = useMemo(() => selectionIn(view), [view])
  const replays = replaysOf(session.id, view.replay)
  const source = replays ?? hub
  const followed = useFollowed(source, chosen)
  const { episodes } = followed ?? nobody
  const selection = useMemo(() => selectionOn(followed ?? nobody, chosen), [followed, chosen])
  const replay = replays === null ? undefined : view.replay
  const look = useInspection({ hosts, playground, projectId: session.id, replay, episodes, selection })
  const [notice, setNotice] = useState<NoticeText | null>(null)
  const [isSharing, setSharing] = useState(false)
  const [trial, setTrial] = useState<Instance | null>(null)
  const hideNotice = useCallback(() => setNotice(null), [])

  const isRead = session.id === null || (followed !== undefined && followed.hub === source)
  useEffect(() => {
    if (isRead) shellRendered()
  }, [isRead])

  const { id, isRunning, runPhase, hostStopped } = session
  const phaseBefore = useRef(host.phase)
  useEffect(() => {
    if (host.phase === 'idle' && phaseBefore.current !== 'idle') hostStopped()
    phaseBefore.current = host.phase
  }, [host.phase, hostStopped])

  useEffect(() => {
    if (id === null || openedAs.kind === 'project') return
    nowAt({ kind: 'project', projectId: id })
    const text = i18n._('This is a project of your own now, kept in this browser.')
    setNotice(runPhase === 'idle' ? { text, undo: () => void discard(id, openedAs) } : { text })
    // Once, when the draft gets its id; what runs later changes nothing about it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, openedAs])

  const manage = useCallback(
    async (request: HttpRequestMessage) => {
      if (id === null || !isRunning) throw new Error(i18n._('Nothing is running. Press Run first.'))
      return (await hosts.call(id, 'http', { request })).response
    },
    [hosts, id, isRunning],
  )
  const send = useCallback(
    async (request: HttpRequestMessage) => {
      const response = await manage(request)
      if (response.status === 202) lookAt(lookingAt(null)) // it began an instance: follow that
      return response
    },
    [manage],
  )
  const byHand = useMemo(() => byHandOn(hosts, id, i18n._('Nothing is running. Press Run first.')), [hosts, id])
  const tell = useCallback((asked: Promise<unknown>) => {
    asked.catch((error: unknown) => setNotice({ text: reasonOf(error) }))
  }, [])

  useUnseenFailures(
    useCallback((reason: string) => setNotice({ text: i18n._('Something failed: {reason}', { reason }) }), []),
  )
  const say = useCallback((said: Promise<string | null>) => {
    said.then(
      (text) => text !== null && setNotice({ text }),
      (error: unknown) => setNotice({ text: reasonOf(error) }),
    )
  }, [])

  const setClock = useCallback(
    (mode: ClockMode) => id !== null && tell(hosts.call(id, 'clock', { mode })),
    [hosts, id, tell],
  )
  const clockTools = useMemo(
    () =>
      isRunning &&
      id !== null && (
        <Suspense fallback={null}>
          <ClockTools
            hub={hub}
            clock={clock}
            nextDue={() => hosts.call(id, 'nextDue', {})}
            step={() => hosts.call(id, 'step', {})}
            crash={() => hosts.call(id, 'crash', {})}
            tell={say}
          />
        </Suspense>
      ),
    [isRunning, id, hub, clock, hosts, say],
  )
  const faults = useFaults(playground, hosts, session)
  const faultsOn = faults.list.filter(({ isOn }) => isOn).length
  const share = useCallback(() => setSharing(true), [])
  const deleted = useCallback((projectId: string) => discard(projectId, { kind: 'none' }), [discard])
  const panes = usePanes({
    playground,
    hosts,
    session,
    hub,
    replays,
    host,
    clock,
    faults,
    chosen,
    followed,
    look,
    send,
    manage,
    byHand,
    tell,
    onTrial: setTrial,
    isNarrow,
    onUndoable: setNotice,
  })
  const Layout = isNarrow ? NarrowLayout : WideLayout
  return (
    <div className={styles['workspace']}>
      <TopBar
        session={session}
        playground={playground}
        clock={clock.mode}
        onClock={setClock}
        clockTools={clockTools}
        onShare={share}
        onDeleted={deleted}
      />
      <Bars
        session={session}
        host={isRunning || host.phase === 'failed' ? host : { phase: 'idle' }}
        onOpen={(file, line) => lookAt({ file, line })}
        faultsOn={faultsOn}
        onHung={(decision) => id !== null && tell(hosts.call(id, 'hung', { decision }))}
      />
      {id !== null && (
        <Suspense fallback={null}>
          <ElsewhereBar {...{ playground, isSaved: session.isSaved }} projectId={id} files={session.files} />
        </Suspense>
      )}
      {id !== null && <NetworkQuestions playground={playground} projectId={id} tell={tell} />}
      {replays === null || view.replay === undefined || id === null ? (
        <GoneBar chosen={chosen} followed={isRead ? followed : undefined} />
      ) : (
        <Suspense fallback={null}>
          <ReplayBar
            {...{ hosts, playground }}
            projectId={id}
            replay={view.replay}
            hub={replays}
            files={session.files}
            followed={isRead ? followed : undefined}
          />
        </Suspense>
      )}
      <Layout
        panes={panes}
        followed={followed}
        tab={view.tab}
        onTab={(tab) => lookAt({ tab })}
        isLooking={look.phase !== 'none'}
      />
      <StatusBar session={session} host={host} followed={followed} faultsOn={faultsOn} />
      <Notice notice={notice} onGone={hideNotice} />
      {trial !== null && hub !== null && id !== null && (
        <Suspense fallback={null}>
          <CrashTrialDialog
            {...{ hub, playground }}
            projectId={id}
            instance={trial}
            openTrial={hosts.openTrial}
            onClose={() => setTrial(null)}
          />
        </Suspense>
      )}
      {isSharing && (
        <Suspense fallback={null}>
          <ShareDialog
            name={session.name}
            files={session.files}
            faults={faults.list}
            onClose={() => setSharing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
