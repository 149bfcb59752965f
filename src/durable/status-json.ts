import { type Json, shownJson } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { historyJson, type HistoryView } from './history-json.ts'
import { emptyResponse, type HttpResponseMessage, jsonResponse } from './http-message.ts'
import type { HistoryEvent } from './history-event.ts'
import type { Instance, RuntimeStatus } from './instance.ts'

/** What a status query may ask for, besides the instance. */
export interface StatusView extends HistoryView {
  readonly showHistory: boolean
  readonly returnInternalServerErrorOnFailure: boolean
}

/** Reads the query string of a status request; unknown or malformed values count as not given, as the host does. */
export function statusViewOf(query: URLSearchParams): StatusView {
  const flag = (name: string, fallback: boolean) =>
    ({ true: true, false: false })[query.get(name)?.toLowerCase() ?? ''] ?? fallback
  return {
    showHistory: flag('showHistory', false),
    showHistoryOutput: flag('showHistoryOutput', false),
    showInput: flag('showInput', true),
    returnInternalServerErrorOnFailure: flag('returnInternalServerErrorOnFailure', false),
  }
}

/**
 * An instance's status as the management API answers it: exactly these keys, in this order (durable-functions.md 4.3).
 * `history` is given when it was asked for and there is any.
 */
export function statusJson(instance: Instance, view: StatusView, history?: readonly HistoryEvent[]): Json {
  return {
    name: instance.name,
    instanceId: instance.instanceId,
    runtimeStatus: instance.status,
    input: view.showInput ? shownJson(instance.input) : null,
    customStatus: shownJson(instance.customStatus),
    output: shownJson(instance.output),
    createdTime: toSeconds(instance.createdAt),
    lastUpdatedTime: toSeconds(instance.updatedAt),
    ...(history && { historyEvents: historyJson(history, view) }),
  }
}

/** The whole answer to a status request: 200 when the instance has ended, 202 with where to ask again while it runs. */
export function statusResponse(
  instance: Instance,
  view: StatusView,
  requestUrl: string,
  history?: readonly HistoryEvent[],
): HttpResponseMessage {
  const body = statusJson(instance, view, history)
  if (stillGoing.has(instance.status))
    return jsonResponse(202, body, [
      ['Location', requestUrl],
      ['Retry-After', '5'],
    ])
  return jsonResponse(instance.status === 'Failed' && view.returnInternalServerErrorOnFailure ? 500 : 200, body)
}

export function notFound(): HttpResponseMessage {
  return emptyResponse(404)
}

const stillGoing: ReadonlySet<RuntimeStatus> = new Set(['Pending', 'Running', 'ContinuedAsNew', 'Suspended'])

/** `2020-03-18T21:54:49Z`: the host cuts fractions off. */
function toSeconds(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
