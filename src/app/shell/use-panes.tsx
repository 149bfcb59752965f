import { useLiveQuery } from 'dexie-react-hooks'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { randomHex128 } from '#base/ids.ts'
import { type ClockState, hubTime } from '#durable/clock-mode.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { Selection } from '#durable/selection.ts'
import { requestsOf, saveRequests } from '#project/requests.ts'
import type { PlaygroundDb, SavedRequest } from '#project/playground-db.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { HostState } from '#wire/host-calls.ts'
import { Button } from '../controls/button.tsx'
import { EditorPane } from '../editor/editor-pane.tsx'
import { Explorer } from '../explorer/explorer.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'
import { useTheme } from '../theme/theme.ts'
import { TimelinePanel } from '../timeline-panel/timeline-panel.tsx'
import { lookAt, useAddress } from './address-bar.ts'
import { Bar } from './bar.tsx'
import { type Followed, functionsOf } from './hub-view.ts'
import { placeOf } from './line-marks.ts'
import type { NoticeText } from './notice.tsx'
import { painted } from './painted.ts'
import { lookingAt } from './selected.ts'
import { useCode } from './use-code.ts'

// What is not needed for the first paint is fetched after it.
const RequestsPane = lazy(() =>
  painted.then(async () => ({ default: (await import('../requests/requests-pane.tsx')).RequestsPane })),
)
const InstancesPane = lazy(() =>
  painted.then(async () => ({ default: (await import('../instances/instances-pane.tsx')).InstancesPane })),
)
const HistoryTable = lazy(() =>
  painted.then(async () => ({ default: (await import('../history-table/history-table.tsx')).HistoryTable })),
)
const ConsolePane = lazy(() =>
  painted.then(async () => ({ default: (await import('../console/console-pane.tsx')).ConsolePane })),
)

const nobody = { instance: null, history: [], episodes: [] }
const current = (line: number) => ({ line, kind: 'current' }) as const

/** Each panel, ready to be put where the layout has room. */
export interface Panes {
  readonly explorer: ReactNode
  readonly editor: ReactNode
  readonly requests: ReactNode
  readonly instances: ReactNode
  readonly timeline: ReactNode
  readonly history: ReactNode
  readonly console: ReactNode
}

interface PanesWorld {
  readonly playground: PlaygroundDb
  readonly session: SessionView
  readonly hub: HubDb | null
  readonly host: HostState
  readonly clock: ClockState
  readonly chosen: Selection | null
  readonly followed: Followed | undefined
  readonly isNarrow: boolean
  readonly send: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  /** Says so when what was asked fails. */
  readonly tell: (asked: Promise<unknown>) => void
  readonly onUndoable: (notice: NoticeText) => void
}

export function usePanes(world: PanesWorld): Panes {
  const { playground, session, hub, host, clock, chosen, followed, isNarrow, send, tell, onUndoable } = world
  const [editedAs] = useState(() => session.id ?? randomHex128()) // a draft that becomes one's own is still the same text
  const { view } = useAddress()
  const { theme } = useTheme()
  const { files, change } = session
  const now = useCallback(() => hubTime(clock, Date.now()), [clock])
  const functions = functionsOf(host)
  const open = (opened: string) => lookAt({ file: opened, line: undefined })
  const select = (chosen: Selection) => {
    const place = placeOf(followed ?? nobody, chosen)
    lookAt({ ...lookingAt(chosen), line: undefined, ...place })
  }
  const instance = followed?.instance ?? null
  // With the execution that is shown: the address may name the instance alone, or nothing.
  const selection =
    instance === null ? null : { ...chosen, instanceId: instance.instanceId, executionId: followed?.executionId ?? '' }
  const code = useCode({ playground, projectId: session.id, files, wanted: view.file, followed, selection })
  const marks = useMemo(
    () => (view.line === undefined || view.file !== code.path ? code.marks : [...code.marks, current(view.line)]),
    [code, view.file, view.line],
  )
  const { id } = session
  const requests = useLiveQuery(() => (id === null ? [] : requestsOf(playground, id)), [playground, id])
  const shown = {
    history: followed?.history ?? [],
    episodes: followed?.episodes ?? [],
    selection: chosen,
    onSelect: select,
  }

  const saved =
    id === null
      ? {}
      : {
          requests: requests ?? [],
          onSaveRequests: (kept: readonly SavedRequest[]) => tell(saveRequests(playground, id, kept)),
        }

  return {
    explorer: (
      <Explorer
        files={files}
        path={code.path}
        functions={functions}
        onOpen={open}
        onChange={change}
        onUndoable={(text, undo) => onUndoable({ text, undo })}
      />
    ),
    editor: (
      <>
        {code.isPast && <PastBar onBack={() => lookAt({ episode: undefined, step: undefined, line: undefined })} />}
        <EditorPane
          projectId={editedAs}
          files={code.files}
          path={code.path}
          onOpen={open}
          onChange={(changed, text) => change({ files: { [changed]: text } })}
          diagnostics={session.diagnostics}
          marks={marks}
          readOnly={isNarrow || code.isPast}
          theme={theme}
        />
      </>
    ),
    requests: later(
      <RequestsPane projectId={session.id ?? ''} functions={functions} origin={appRoot()} send={send} {...saved} />,
    ),
    instances: later(
      <InstancesPane
        hub={hub}
        selectedId={instance?.instanceId ?? null}
        onSelect={(instanceId) => select({ instanceId, executionId: '' })}
        onOpenLine={(file, line) => lookAt({ file, line })}
      />,
    ),
    timeline: <TimelinePanel {...shown} instance={instance} now={now} />,
    history: later(<HistoryTable {...shown} />),
    console: later(<ConsolePane hub={hub} selection={selection} />),
  }
}

function PastBar({ onBack }: { onBack: () => void }) {
  const back = (
    <Button size="small" onPress={onBack}>
      {i18n._('Back to your code')}
    </Button>
  )
  return (
    <Bar kind="info" actions={back}>
      {i18n._('This is the code as it ran then. You have changed it since.')}
    </Bar>
  )
}

function later(pane: ReactNode): ReactNode {
  return <Suspense fallback={<p role="status">{i18n._('Loading…')}</p>}>{pane}</Suspense>
}

/** Where this project answers, without a slash: the app may live under any path of its host. */
function appRoot(): string {
  return new URL('.', document.baseURI).href.replace(/\/$/, '')
}
