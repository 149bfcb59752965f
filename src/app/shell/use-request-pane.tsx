import { useLiveQuery } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import type { SavedRequest } from '#project/playground-db.ts'
import { requestsOf, saveRequests } from '#project/requests.ts'
import { appRoot } from './app-root.ts'
import { functionsOf } from './hub-view.ts'
import { afterPaint, Later } from './later.tsx'
import type { PanesWorld } from './panes.ts'

const RequestsPane = afterPaint(async () => (await import('../requests/requests-pane.tsx')).RequestsPane)

export function useRequestPane({ playground, session, host, send, tell }: PanesWorld): ReactNode {
  const { id } = session
  const requests = useLiveQuery(() => (id === null ? [] : requestsOf(playground, id)), [playground, id]) ?? []
  const onSaveRequests = (kept: readonly SavedRequest[]) => {
    if (id !== null) tell(saveRequests(playground, id, kept))
  }
  const saved = id === null ? {} : { requests, onSaveRequests }
  return (
    <Later>
      <RequestsPane projectId={id ?? ''} functions={functionsOf(host)} origin={appRoot()} send={send} {...saved} />
    </Later>
  )
}
