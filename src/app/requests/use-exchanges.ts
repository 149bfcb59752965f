import { useEffect, useRef, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { begun, ended, isWaiting, type Exchange, type Outcome, triedAgain } from './exchanges.ts'

type Send = (request: HttpRequestMessage) => Promise<HttpResponseMessage>

/** Real milliseconds between two questions for the same thing. */
const PAUSE = 700

interface Asking {
  /** The name of the request in its `.http` file. */
  readonly name?: string | undefined
  /** Asks again until an answer is one; the first is, without it. */
  readonly until?: (response: HttpResponseMessage) => boolean
}

/** The last exchanges, newest first; `ask` begins one and resolves with what became of it, `giveUp` stops waiting for one. */
export function useExchanges(send: Send) {
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([])
  const list = useRef<readonly Exchange[]>([])
  const lastId = useRef(0)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => void (isGone.current = true)
  }, [])

  const update = (change: (before: readonly Exchange[]) => readonly Exchange[]) => {
    list.current = change(list.current)
    setExchanges(list.current)
  }
  const end = (id: number, outcome: Outcome) => {
    update((before) => ended(before, id, outcome))
    return outcome
  }

  const ask = async (request: HttpRequestMessage, { name, until = () => true }: Asking = {}): Promise<Outcome> => {
    lastId.current += 1
    const id = lastId.current
    const startedAt = performance.now()
    update((before) => begun(before, id, request, name))
    try {
      for (;;) {
        const response = await send(ownCopy(request))
        if (until(response)) return end(id, { kind: 'answered', response, took: performance.now() - startedAt })
        update((before) => triedAgain(before, id, response))
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
        if (isGone.current || !isWaiting(list.current, id)) return { kind: 'given up' }
      }
    } catch (error) {
      return end(id, { kind: 'failed', message: reasonOf(error) })
    }
  }

  return {
    exchanges,
    /** As they are now, also between two renderings. */
    latest: () => list.current,
    ask,
    giveUp: (id: number) => void end(id, { kind: 'given up' }),
  }
}

/** The door may transfer the body away; the one we keep must stay readable. */
function ownCopy(request: HttpRequestMessage): HttpRequestMessage {
  return request.body === null ? request : { ...request, body: request.body.slice(0) }
}
