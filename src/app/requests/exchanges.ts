import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'

/** One request and what became of it. `took` in milliseconds. */
export interface Exchange {
  readonly id: number
  readonly request: HttpRequestMessage
  readonly outcome: Outcome
}

export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'answered'; readonly response: HttpResponseMessage; readonly took: number }
  | { readonly kind: 'failed'; readonly message: string }
  /** Nobody waits any more; the function runs on, and its answer is dropped. */
  | { readonly kind: 'given up' }

/** How many exchanges are remembered. */
export const MAX_EXCHANGES = 20

/** Newest first. */
export function begun(list: readonly Exchange[], id: number, request: HttpRequestMessage): readonly Exchange[] {
  return [{ id, request, outcome: { kind: 'waiting' } } as const, ...list].slice(0, MAX_EXCHANGES)
}

/** Only a waiting exchange ends: an answer after "cancel" changes nothing. */
export function ended(list: readonly Exchange[], id: number, outcome: Outcome): readonly Exchange[] {
  return list.map((one) => (one.id === id && one.outcome.kind === 'waiting' ? { ...one, outcome } : one))
}
