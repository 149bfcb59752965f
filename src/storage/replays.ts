import type { HistoryCheck } from '#durable/history-check.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { HistoryOrigin, ImportedHistory } from '#durable/history-import/imported-history.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { HubDb } from './hub-db.ts'

/** The histories that were opened last, as they were given: so they can be opened again with other code. */
export interface OpenedReplay {
  /** Another one for each opening. */
  readonly id: string
  readonly origin: HistoryOrigin
  /** The build that they were held against. */
  readonly build: string
  /** The first is the one that was asked for; others belong to it. */
  readonly histories: readonly ImportedHistory[]
}

/** What came of holding code against one of them. Its events are the run's. */
export type ReplayVerdict =
  | { readonly check: Omit<HistoryCheck, 'events'> }
  /** Why the code could not be replayed against it at all. */
  | { readonly failure: string }

/** One history laid out as a run. */
export interface ReplayRows {
  readonly instance: Instance
  readonly events: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly verdict: ReplayVerdict
}

export const OPENED = 'opened'
export const verdictKey = (instanceId: string, executionId: string) =>
  `verdict ${JSON.stringify([instanceId, executionId])}`

/** `undefined`: none was opened, or it is gone. */
export async function openedReplay(db: HubDb): Promise<OpenedReplay | undefined> {
  return (await db.meta.get(OPENED))?.value as OpenedReplay | undefined
}

export async function verdictOn(
  db: HubDb,
  instanceId: string,
  executionId: string,
): Promise<ReplayVerdict | undefined> {
  return (await db.meta.get(verdictKey(instanceId, executionId)))?.value as ReplayVerdict | undefined
}
