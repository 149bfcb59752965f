import { useRef, useState } from 'react'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { begun, ended, type Exchange, type Outcome } from './exchanges.ts'

type Send = (request: HttpRequestMessage) => Promise<HttpResponseMessage>

/** The last exchanges, newest first; `ask` begins one, `giveUp` stops waiting for one. */
export function useExchanges(send: Send) {
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([])
  const lastId = useRef(0)

  const end = (id: number, outcome: Outcome) => setExchanges((list) => ended(list, id, outcome))

  const ask = (request: HttpRequestMessage) => {
    lastId.current += 1
    const id = lastId.current
    const startedAt = performance.now()
    setExchanges((list) => begun(list, id, request))
    send(ownCopy(request)).then(
      (response) => end(id, { kind: 'answered', response, took: performance.now() - startedAt }),
      (error: unknown) => end(id, { kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
  }

  return { exchanges, ask, giveUp: (id: number) => end(id, { kind: 'given up' }) }
}

/** The door may transfer the body away; the one we keep must stay readable. */
function ownCopy(request: HttpRequestMessage): HttpRequestMessage {
  return request.body === null ? request : { ...request, body: request.body.slice(0) }
}
