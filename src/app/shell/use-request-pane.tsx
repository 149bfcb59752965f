import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useMemo } from 'react'
import type { SavedRequest, SentRequest } from '#project/playground-db.ts'
import { requestsOf, saveRequests } from '#project/requests.ts'
import { rememberSent, sentRequestsOf } from '#project/sent-requests.ts'
import { appRoot } from './app-root.ts'
import { functionsOf } from './hub-view.ts'
import { afterPaint, Later } from './later.tsx'
import type { PanesWorld } from './panes.ts'

const RequestsPane = afterPaint(async () => (await import('../requests/requests-pane.tsx')).RequestsPane)

export function useRequestPane({ playground, session, host, send, tell }: PanesWorld): ReactNode {
  const { id } = session
  const requests = useLiveQuery(() => (id === null ? [] : requestsOf(playground, id)), [playground, id])
  const sent = useLiveQuery(() => (id === null ? [] : sentRequestsOf(playground, id)), [playground, id])
  const { files } = session
  return useMemo(() => {
    const onSaveRequests = (list: readonly SavedRequest[]) => {
      if (id !== null) tell(saveRequests(playground, id, list))
    }
    const onSent = (request: Omit<SentRequest, 'projectId' | 'at'>) => {
      if (id !== null) tell(rememberSent(playground, { ...request, projectId: id, at: Date.now() }))
    }
    const kept = id === null ? {} : { requests: requests ?? [], onSaveRequests, sent: sent ?? [], onSent }
    return (
      <Later>
        <RequestsPane
          projectId={id ?? ''}
          functions={functionsOf(host)}
          hasStarted={host.phase === 'running'}
          origin={appRoot()}
          send={send}
          files={files}
          {...kept}
        />
      </Later>
    )
  }, [playground, id, host, files, send, tell, requests, sent])
}
