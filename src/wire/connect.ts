import { fromWire } from '#base/wire-error.ts'
import { limits } from './limits.ts'
import type { Answer, Ask, Reply, Request } from './message.ts'
import type { Port } from './port.ts'
import { fields, ParseError, text } from './read.ts'

/** One reader per question: no answer is believed before it has been through its reader. */
export type AnswerParsers<C> = { [K in keyof C]: (raw: unknown) => Answer<C, K> }

export interface Connection<C> {
  /** Rejects with the other side's own error, or with a `ParseError` when its answer breaks the protocol or a limit. */
  call<K extends keyof C>(call: K, ask: Ask<C, K>, transfer?: Transferable[]): Promise<Answer<C, K>>
  /** Rejects all that still waits, and every later call. Call it when ending a worker, or its callers wait for ever. */
  abandon(reason: Error): void
}

interface Caller {
  resolve(answer: unknown): void
  reject(reason: Error): void
}

/** Asks questions over `port`, and believes no answer before `parsers` has been through it. */
export function connect<C>(port: Port, parsers: AnswerParsers<C>): Connection<C> {
  const waiting = new Map<number, Caller>()
  let nextId = 0
  let abandoned: Error | undefined

  port.addEventListener('message', ({ data }) => {
    const id = replyId(data)
    const caller = id === undefined ? undefined : waiting.get(id)
    if (id === undefined || !caller) return // not a reply to us, or too late: `abandon` came first
    waiting.delete(id)
    settle(caller, data)
  })
  port.start?.()

  return {
    async call(call, ask, transfer = []) {
      if (abandoned) throw abandoned
      const id = nextId++
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
      try {
        port.postMessage({ id, call, ask } as Request<C>, transfer)
      } catch (error) {
        waiting.delete(id) // what cannot be cloned was never asked
        throw error
      }
      return parsers[call](await answered)
    },
    abandon(reason) {
      abandoned = reason
      for (const caller of waiting.values()) caller.reject(reason)
      waiting.clear()
    },
  }
}

/** `undefined` when the message is no reply: requests of the other side share this port, and user code can post to it. */
function replyId(raw: unknown): number | undefined {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('ok' in raw)) return undefined
  return typeof raw.id === 'number' ? raw.id : undefined
}

function settle(caller: Caller, raw: unknown): void {
  const reply = raw as Reply
  if (reply.ok) return caller.resolve(reply.answer)
  try {
    caller.reject(fromWire(parseError(reply.error)))
  } catch (error) {
    caller.reject(error as ParseError)
  }
}

function parseError(raw: unknown): { name: string; message: string; stack?: string } {
  const error = fields(raw, 'error')
  const name = text(error['name'], 'error name')
  const message = text(error['message'], 'error message')
  const stack = error['stack'] === undefined ? undefined : text(error['stack'], 'error stack')
  if (name.length + message.length + (stack?.length ?? 0) > limits.answerBytes)
    throw new ParseError(`the error is over the limit of ${limits.answerBytes / 2 ** 20} MB (answer)`)
  return stack === undefined ? { name, message } : { name, message, stack }
}
