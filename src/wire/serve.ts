import { toWire } from '#base/wire-error.ts'
import type { Answer, Ask, Reply } from './message.ts'
import type { Port } from './port.ts'
import { ParseError } from './read.ts'
import { transferOf } from './transfer.ts'

/** One handler per question; leave one out and this type says so. To move buffers with an answer, mark it with `transfer`. */
export type Handlers<C> = { [K in keyof C]: (ask: Ask<C, K>) => Promise<Answer<C, K>> }

/** One reader per question: what it returns is believed, what it throws is the reply. */
export type AskParsers<C> = { [K in keyof C]: (raw: unknown) => Ask<C, K> }

/**
 * Answers what comes over `port`. Every question gets exactly one reply, also when its handler throws or its
 * answer cannot be sent. Where the asking side runs user code, `parsers` read each ask first.
 *
 * A port may be `connect`ed and `serve`d at once, for questions in both directions: do both in one task,
 * because the first starts the port.
 */
export function serve<C>(port: Port, handlers: Handlers<C>, parsers?: AskParsers<C>): void {
  const answer = async (call: keyof C, ask: unknown): Promise<unknown> =>
    handlers[call](parsers ? parsers[call](ask) : (ask as Ask<C, keyof C>))

  port.addEventListener('message', ({ data }) => {
    const request = parseRequest(data)
    if (!request) return // a reply to `connect` on this same port, or nothing of ours
    const { id, call } = request
    const fail = (thrown: unknown) => port.postMessage({ id, ok: false, error: toWire(thrown) } satisfies Reply)
    if (!Object.hasOwn(handlers, call)) return fail(new ParseError(`nobody here answers '${call.slice(0, 100)}'`))
    answer(call as keyof C, request.ask)
      .then((value) => port.postMessage({ id, ok: true, answer: value } satisfies Reply, transferOf(value)))
      .catch(fail)
  })
  port.start?.()
}

/** `undefined` when the message asks nothing: user code can post to this port too. */
function parseRequest(raw: unknown): { id: number; call: string; ask: unknown } | undefined {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('call' in raw) || !('ask' in raw)) return undefined
  const { id, call, ask } = raw
  return typeof id === 'number' && typeof call === 'string' ? { id, call, ask } : undefined
}
