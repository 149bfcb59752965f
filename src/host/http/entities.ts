import { type Json, shownJson, toJsonText, type JsonText } from '#base/json.ts'
import { type Entity, entityNameOf, schedulerId } from '#durable/entity.ts'
import { bodyText, emptyResponse, headerOf, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'
import { notFound } from '#durable/status-json.ts'
import { entitiesAfter } from '#storage/queries.ts'
import { failure, jsonProblem } from './answers.ts'
import type { ManagementParts, ManagementRequest, Params } from './management.ts'
import { cut, pageOf, timeOf } from './paging.ts'

/** The entities of one name, or all, without their state unless it is asked for. */
export async function listEntities(
  { db }: ManagementParts,
  { message, query }: ManagementRequest,
  { name }: Params,
): Promise<HttpResponseMessage> {
  const page = pageOf(message.headers, query)
  const from = timeOf(query, 'lastOperationTimeFrom') ?? -Infinity
  const to = timeOf(query, 'lastOperationTimeTo') ?? Infinity
  const found = await entitiesAfter(db, {
    after: page.after,
    prefix: name === undefined ? '@' : schedulerId({ name, key: '' }),
    matches: ({ exists, lastOperationAt: at }) => exists && at >= from && at <= to,
    limit: page.size + 1,
  })
  const { page: entities, headers } = cut(found, page, ({ id }) => id)
  const fetchState = query.get('fetchState')?.toLowerCase() === 'true'
  return jsonResponse(
    200,
    entities.map((entity) => entityJson(entity, fetchState)),
    headers,
  )
}

function entityJson({ id, lastOperationAt, state }: Entity, fetchState: boolean): Json {
  const { name, key } = entityNameOf(id) ?? { name: id, key: '' }
  return {
    entityId: { name, key },
    lastOperationTime: new Date(lastOperationAt).toISOString(),
    ...(fetchState && { state: shownJson(state) }),
  }
}

export async function readEntity(
  { db }: ManagementParts,
  _request: ManagementRequest,
  params: Params,
): Promise<HttpResponseMessage> {
  const entity = await db.entities.get(idOf(params))
  return entity?.exists ? jsonResponse(200, shownJson(entity.state)) : notFound()
}

/** A signal: it is taken whether there is such an entity or not. */
export async function signalEntity(
  { hub }: ManagementParts,
  { message, query }: ManagementRequest,
  params: Params,
): Promise<HttpResponseMessage> {
  const op = query.get('op') ?? ''
  const text = bodyText(message)
  if (text === '') await hub.signal(idOf(params), { op })
  else {
    const [type = ''] = (headerOf(message.headers, 'content-type') ?? '').split(';')
    const isJson = type.trim().toLowerCase() === 'application/json'
    const problem = isJson ? jsonProblem(text) : undefined
    if (problem !== undefined) return failure(400, `Could not parse JSON content: ${problem}`)
    await hub.signal(idOf(params), { op, input: isJson ? (text as JsonText) : toJsonText(text) })
  }
  return emptyResponse(202)
}

export async function deleteEntity(
  { hub }: ManagementParts,
  _request: ManagementRequest,
  params: Params,
): Promise<HttpResponseMessage> {
  await hub.signal(idOf(params), { op: 'delete' })
  return emptyResponse(202)
}

/** `$` stands for an empty key, which no path can hold. */
function idOf({ name = '', key = '' }: Params): string {
  return schedulerId({ name, key: key === '$' ? '' : key })
}
