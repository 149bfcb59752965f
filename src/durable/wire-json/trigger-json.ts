import { shownJson, type JsonText } from '#base/json.ts'
import type { HistoryEvent } from '../history-event.ts'
import { eventJson, isoMilliseconds, type WriteTime } from './event-json.ts'

/** What an orchestration trigger tells beside the history. */
export interface TriggerFacts {
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly input: JsonText | null
}

/** The replay schemas of the two SDKs whose wire this is: what they answer with, as `schemaVersion`. */
export const schemaVersions = { javascript: 3, python: 1 } as const

/**
 * The orchestration trigger as the Durable extension 3.x hands it to durable-functions for JavaScript and Python
 * (`Millseconds` is its own spelling). Events before the last `OrchestratorStarted` are marked as played.
 */
export function triggerJson(
  history: readonly HistoryEvent[],
  { instanceId, parentInstanceId, input }: TriggerFacts,
  time: WriteTime = isoMilliseconds,
): JsonText {
  const fresh = history.findLastIndex((event) => event.type === 'OrchestratorStarted')
  return JSON.stringify({
    history: history.map((event, i) => eventJson(event, i < fresh, time)),
    input: shownJson(input),
    instanceId,
    isReplaying: false,
    parentInstanceId,
    upperSchemaVersion: schemaVersions.python,
    upperSchemaVersionNew: schemaVersions.javascript,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  }) as JsonText
}
