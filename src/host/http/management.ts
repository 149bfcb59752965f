import { reasonOf } from '#base/reason-of.ts'
import { emptyResponse, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import { route } from '#durable/route.ts'
import { notFound } from '#durable/status-json.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { FunctionCatalog } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import type { TaskHub } from '../task-hub.ts'
import { wentWrong } from './answers.ts'
import { deleteEntity, listEntities, readEntity, signalEntity } from './entities.ts'
import { purgeMany, purgeOne, query, raiseEvent, resume, rewind, status, suspend, terminate } from './instances.ts'
import { restart, start } from './start.ts'
import type { HubAddress } from './urls.ts'

export interface ManagementParts {
  readonly db: HubDb
  readonly hub: TaskHub
  readonly clock: HubClock
  readonly catalog: FunctionCatalog
  readonly address: HubAddress
}

export interface ManagementRequest {
  readonly message: HttpRequestMessage
  readonly query: URLSearchParams
}

export type Params = Readonly<Record<string, string>>
type Handler = (parts: ManagementParts, request: ManagementRequest, params: Params) => Promise<HttpResponseMessage>

/** The management API's routes, below `durabletask/`. A verb that a route does not have is a route that does not exist. */
const routes: readonly (readonly [method: string, template: string, handler: Handler])[] = [
  ['POST', 'orchestrators/{name}/{instanceId?}', start],
  ['GET', 'instances/{instanceId}', status],
  ['GET', 'instances', query],
  ['DELETE', 'instances/{instanceId}', purgeOne],
  ['DELETE', 'instances', purgeMany],
  ['POST', 'instances/{instanceId}/raiseEvent/{eventName}', raiseEvent],
  ['POST', 'instances/{instanceId}/terminate', terminate],
  ['POST', 'instances/{instanceId}/suspend', suspend],
  ['POST', 'instances/{instanceId}/resume', resume],
  ['POST', 'instances/{instanceId}/rewind', rewind],
  ['POST', 'instances/{instanceId}/restart', restart],
  ['GET', 'entities/{name?}', listEntities],
  ['GET', 'entities/{name}/{key}', readEntity],
  ['POST', 'entities/{name}/{key}', signalEntity],
  ['DELETE', 'entities/{name}/{key}', deleteEntity],
  ['POST', 'makeprimary', async () => emptyResponse(200)], // there is no other app to be primary
]

const table = routes.map(([method, template, handler]) => ({ method, handler, route: route(template) }))

function failed(error: unknown): HttpResponseMessage {
  return wentWrong({ type: 'System.Exception', message: reasonOf(error) })
}

/** Answers a request to the management API. `path` is what follows `durabletask/`. */
export async function manage(
  parts: ManagementParts,
  message: HttpRequestMessage,
  path: string,
): Promise<HttpResponseMessage> {
  const request = { message, query: new URL(message.url).searchParams }
  for (const { method, handler, route: known } of table) {
    const params = method === message.method.toUpperCase() ? known.match(path) : undefined
    if (params) return handler(parts, request, params).catch(failed)
  }
  return notFound()
}
