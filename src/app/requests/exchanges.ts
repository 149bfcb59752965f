import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { Answer } from './variables.ts'

/** One request and what became of it. `took` in milliseconds. */
export interface Exchange {
  readonly id: number
  readonly request: HttpRequestMessage
  /** What a `.http` file calls the request. */
  readonly name?: string
  readonly outcome: Outcome
}

export type Outcome =
  /** `polled`: how often it was asked already, and what was answered last. */
  | { readonly kind: 'waiting'; readonly polled?: { readonly times: number; readonly last: HttpResponseMessage } }
  | { readonly kind: 'answered'; readonly response: HttpResponseMessage; readonly took: number }
  | { readonly kind: 'failed'; readonly message: string }
  /** Nobody waits any more; the function runs on, and its answer is dropped. */
  | { readonly kind: 'given up' }

/** How many exchanges are remembered. */
export const MAX_EXCHANGES = 20

/** Newest first. */
export function begun(
  list: readonly Exchange[],
  id: number,
  request: HttpRequestMessage,
  name?: string,
): readonly Exchange[] {
  const exchange = { id, request, ...(name !== undefined && { name }), outcome: { kind: 'waiting' } } as const
  return [exchange, ...list].slice(0, MAX_EXCHANGES)
}

/** Only a waiting exchange ends: an answer after "cancel" changes nothing. */
export function ended(list: readonly Exchange[], id: number, outcome: Outcome): readonly Exchange[] {
  return list.map((one) => (one.id === id && one.outcome.kind === 'waiting' ? { ...one, outcome } : one))
}

/** It was answered, but not what is waited for. */
export function triedAgain(list: readonly Exchange[], id: number, last: HttpResponseMessage): readonly Exchange[] {
  return list.map((one) => {
    if (one.id !== id || one.outcome.kind !== 'waiting') return one
    return { ...one, outcome: { kind: 'waiting', polled: { times: (one.outcome.polled?.times ?? 0) + 1, last } } }
  })
}

export function isWaiting(list: readonly Exchange[], id: number): boolean {
  return list.some((one) => one.id === id && one.outcome.kind === 'waiting')
}

/** What was answered, newest first. */
export function answersOf(list: readonly Exchange[]): Answer[] {
  return list.flatMap(({ name, outcome }) =>
    outcome.kind === 'answered' ? [{ ...(name !== undefined && { name }), response: outcome.response }] : [],
  )
}
