import type { HistoryEvent } from '#durable/history-event.ts'
import { isEntityId } from '#durable/entity.ts'
import { emptyResponse, headerOf, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'
import { type Instance, isFinal, type RuntimeStatus } from '#durable/instance.ts'
import { notFound, statusJson, statusResponse, statusViewOf } from '#durable/status-json.ts'
import { historyOf, instancesAfter } from '#storage/queries.ts'
import type { TaskHub } from '../task-hub.ts'
import { failure, jsonBody, wrongState } from './answers.ts'
import { instanceFilter } from './instance-filter.ts'
import type { ManagementParts, ManagementRequest, Params } from './management.ts'
import { cut, pageOf, timeOf } from './paging.ts'

export async function status(
  { db }: ManagementParts,
  { message, query: given }: ManagementRequest,
  { instanceId = '' }: Params,
): Promise<HttpResponseMessage> {
  const instance = await db.instances.get(instanceId)
  if (!instance) return notFound()
  const view = statusViewOf(given)
  const history =
    view.showHistory && instance.status !== 'Pending'
      ? await historyOf(db, instanceId, instance.executionId)
      : undefined
  return statusResponse(instance, view, message.url, history)
}

export async function query(
  { db }: ManagementParts,
  { message, query: given }: ManagementRequest,
): Promise<HttpResponseMessage> {
  const page = pageOf(message.headers, given)
  const { prefix, matches } = instanceFilter(given)
  const found = await instancesAfter(db, { after: page.after, prefix, matches, limit: page.size + 1 })
  const { page: instances, headers } = cut(found, page, ({ instanceId }) => instanceId)
  const view = statusViewOf(given)
  return jsonResponse(
    200,
    instances.map((instance) => statusJson(instance, view)),
    headers,
  )
}

/** An entity is purged by its id too. */
export async function purgeOne(
  { hub, db }: ManagementParts,
  _request: ManagementRequest,
  { instanceId = '' }: Params,
): Promise<HttpResponseMessage> {
  const known = isEntityId(instanceId) ? await db.entities.get(instanceId) : await hub.statusOf(instanceId)
  if (!known) return notFound()
  await hub.purge([instanceId])
  return jsonResponse(200, { instancesDeleted: 1 })
}

/** Only what has ended is purged by a filter. */
export async function purgeMany(
  { hub, db }: ManagementParts,
  { query: given }: ManagementRequest,
): Promise<HttpResponseMessage> {
  if (timeOf(given, 'createdTimeFrom') === undefined)
    return jsonResponse(400, "Please provide value for 'createdTimeFrom' parameter.")
  const { prefix, matches } = instanceFilter(given)
  const hasEnded = (instance: Instance) => isFinal(instance.status) && matches(instance)
  const ended = await instancesAfter(db, { after: '', prefix, matches: hasEnded, limit: Infinity })
  if (ended.length === 0) return notFound()
  await hub.purge(ended.map(({ instanceId }) => instanceId))
  return jsonResponse(200, { instancesDeleted: ended.length })
}

/** Rule M3: order of the checks as in the extension: known, not ended, content type, JSON. */
export async function raiseEvent(
  { hub, clock }: ManagementParts,
  { message }: ManagementRequest,
  { instanceId = '', eventName = '' }: Params,
): Promise<HttpResponseMessage> {
  const refusal = await refusalOf(hub, instanceId)
  if (refusal) return refusal
  const [type = ''] = (headerOf(message.headers, 'content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    return failure(400, 'Only application/json request content is supported')
  const body = jsonBody(message)
  if ('refusal' in body) return body.refusal
  await hub.send(instanceId, { type: 'EventRaised', at: clock.now(), name: eventName, input: body.json })
  return emptyResponse(202)
}

type Ordered = Extract<HistoryEvent, { type: 'ExecutionTerminated' | 'ExecutionSuspended' | 'ExecutionResumed' }>

/** Terminate, suspend and resume are messages like any other; they are refused in states in which they mean nothing. */
function order(type: Ordered['type'], verb: string, allowed: readonly RuntimeStatus[]) {
  return async (
    { hub, clock }: ManagementParts,
    { query: given }: ManagementRequest,
    { instanceId = '' }: Params,
  ): Promise<HttpResponseMessage> => {
    const refusal = await refusalOf(hub, instanceId, (current) =>
      allowed.includes(current)
        ? undefined
        : wrongState(
            `Cannot ${verb} the orchestration instance ${instanceId} because instance is in the ${current} state.`,
          ),
    )
    if (refusal) return refusal
    await hub.send(instanceId, { type, at: clock.now(), reason: given.get('reason') ?? '' })
    return emptyResponse(202)
  }
}

const GOING: readonly RuntimeStatus[] = ['Running', 'Pending', 'ContinuedAsNew']

export const terminate = order('ExecutionTerminated', 'terminate', [...GOING, 'Suspended'])
export const suspend = order('ExecutionSuspended', 'suspend', GOING)
export const resume = order('ExecutionResumed', 'resume', ['Suspended'])

export async function rewind(
  { hub }: ManagementParts,
  { query: given }: ManagementRequest,
  { instanceId = '' }: Params,
): Promise<HttpResponseMessage> {
  const instance = await hub.statusOf(instanceId)
  if (!instance) return notFound()
  if (instance.status !== 'Failed') return emptyResponse(412)
  await hub.rewind(instance, given.get('reason') ?? '')
  return emptyResponse(202)
}

/** 404 for an instance that there is not, 410 for one that has ended, and what `also` says of its state. */
async function refusalOf(
  hub: TaskHub,
  instanceId: string,
  also: (status: RuntimeStatus) => HttpResponseMessage | undefined = () => undefined,
): Promise<HttpResponseMessage | undefined> {
  const instance = await hub.statusOf(instanceId)
  if (!instance) return notFound()
  return isFinal(instance.status) ? emptyResponse(410) : also(instance.status)
}
