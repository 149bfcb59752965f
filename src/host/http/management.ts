import type { JsonText } from '#base/json.ts'
import {
  bodyText,
  emptyResponse,
  headerOf,
  type HttpRequestMessage,
  type HttpResponseMessage,
  jsonResponse,
} from '#durable/http-message.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import { notFound, statusJson, statusResponse, statusViewOf } from '#durable/status-json.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { historyOf } from '#storage/queries.ts'
import type { FunctionCatalog } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import { InstanceExistsError, type TaskHub } from '../task-hub.ts'
import { route } from './route.ts'
import { type HubAddress, managementUrls } from './urls.ts'

export interface ManagementParts {
  readonly db: HubDb
  readonly hub: TaskHub
  readonly clock: HubClock
  readonly catalog: FunctionCatalog
  readonly address: HubAddress
}

type Params = Readonly<Record<string, string>>
type Handler = (parts: ManagementParts, request: ManagementRequest, params: Params) => Promise<HttpResponseMessage>

interface ManagementRequest {
  readonly message: HttpRequestMessage
  readonly query: URLSearchParams
}

/** The management API's routes, below `durabletask/`. A verb that a route does not have is a route that does not exist. */
const routes: readonly (readonly [method: string, template: string, handler: Handler])[] = [
  ['POST', 'orchestrators/{name}/{instanceId?}', start],
  ['GET', 'instances/{instanceId}', status],
  ['GET', 'instances', query],
  ['DELETE', 'instances/{instanceId}', purgeOne],
  ['POST', 'instances/{instanceId}/raiseEvent/{eventName}', raiseEvent],
  ['POST', 'instances/{instanceId}/terminate', terminate],
]

const table = routes.map(([method, template, handler]) => ({ method, handler, route: route(template) }))

/** Answers a request to the management API. `path` is what follows `durabletask/`. */
export async function manage(
  parts: ManagementParts,
  message: HttpRequestMessage,
  path: string,
): Promise<HttpResponseMessage> {
  const request = { message, query: new URL(message.url).searchParams }
  for (const { method, handler, route: known } of table) {
    const params = method === message.method.toUpperCase() ? known.match(path) : undefined
    if (params) return handler(parts, request, params)
  }
  return notFound()
}

async function start(parts: ManagementParts, { message, query: given }: ManagementRequest, params: Params) {
  const { name = '', instanceId } = params
  const input = jsonBody(message)
  if (input === undefined) return failure(400, 'Invalid JSON content')
  const problem = unknownOrchestrator(parts.catalog, name) ?? (instanceId === undefined ? undefined : badId(instanceId))
  if (problem !== undefined)
    return failure(400, 'One or more of the arguments submitted is incorrect', problem, 'System.ArgumentException')
  const version = given.get('version')
  try {
    const id = await parts.hub.start({
      name,
      input,
      ...(instanceId !== undefined && { instanceId }),
      ...(version !== null && { version }),
    })
    return checkStatus(parts.address, id)
  } catch (error) {
    if (!(error instanceof InstanceExistsError)) throw error
    return failure(
      500,
      'Something went wrong while processing your request',
      error.message,
      'System.InvalidOperationException',
    )
  }
}

/** The answer that tells where to ask: 202 with the instance's URLs. The host's own has no rewind URL. */
function checkStatus(address: HubAddress, id: string): HttpResponseMessage {
  const { rewindPostUri: _, ...urls } = managementUrls(address, id)
  return jsonResponse(202, urls, [
    ['Location', urls.statusQueryGetUri],
    ['Retry-After', '10'],
  ])
}

async function status(
  { db }: ManagementParts,
  { message, query: given }: ManagementRequest,
  { instanceId = '' }: Params,
) {
  const instance = await db.instances.get(instanceId)
  if (!instance) return notFound()
  const view = statusViewOf(given)
  const history =
    view.showHistory && instance.status !== 'Pending'
      ? await historyOf(db, instanceId, instance.executionId)
      : undefined
  return statusResponse(instance, view, message.url, history)
}

async function query({ db }: ManagementParts, { query: given }: ManagementRequest) {
  const view = statusViewOf(given)
  const wanted = instanceFilter(given)
  const instances = await db.instances.orderBy('createdAt').filter(wanted).toArray()
  const top = Number(given.get('top')) || instances.length
  return jsonResponse(
    200,
    instances.slice(0, top).map((instance) => statusJson(instance, view)),
  )
}

function instanceFilter(given: URLSearchParams): (instance: Instance) => boolean {
  const statuses =
    given
      .get('runtimeStatus')
      ?.split(',')
      .map((each) => each.trim().toLowerCase()) ?? []
  const prefix = given.get('instanceIdPrefix') ?? ''
  const from = Date.parse(given.get('createdTimeFrom') ?? '') || -Infinity
  const to = Date.parse(given.get('createdTimeTo') ?? '') || Infinity
  return ({ instanceId, createdAt, status: current }) =>
    instanceId.startsWith(prefix) &&
    createdAt >= from &&
    createdAt <= to &&
    (statuses.length === 0 || statuses.includes(current.toLowerCase()))
}

async function purgeOne({ hub }: ManagementParts, _request: ManagementRequest, { instanceId = '' }: Params) {
  if (!(await hub.statusOf(instanceId))) return notFound()
  await hub.purge([instanceId])
  return jsonResponse(200, { instancesDeleted: 1 })
}

/** Order of the checks as in the extension: known, not ended, content type, JSON. */
async function raiseEvent(
  { hub, clock }: ManagementParts,
  { message }: ManagementRequest,
  { instanceId = '', eventName = '' }: Params,
) {
  const refusal = await refusalOf(hub, instanceId)
  if (refusal) return refusal
  const type = headerOf(message.headers, 'content-type')
  if (!type?.toLowerCase().startsWith('application/json'))
    return failure(400, 'Only application/json request content is supported')
  const input = jsonBody(message)
  if (input === undefined) return failure(400, 'Invalid JSON content')
  await hub.send(instanceId, { type: 'EventRaised', at: clock.now(), name: eventName, input })
  return emptyResponse(202)
}

async function terminate(
  { hub, clock }: ManagementParts,
  { query: given }: ManagementRequest,
  { instanceId = '' }: Params,
) {
  const refusal = await refusalOf(hub, instanceId)
  if (refusal) return refusal
  await hub.send(instanceId, { type: 'ExecutionTerminated', at: clock.now(), reason: given.get('reason') ?? '' })
  return emptyResponse(202)
}

async function refusalOf(hub: TaskHub, instanceId: string): Promise<HttpResponseMessage | undefined> {
  const instance = await hub.statusOf(instanceId)
  if (!instance) return notFound()
  return isFinal(instance.status) ? emptyResponse(410) : undefined
}

/** The body as it came when it is JSON, `null` when there is none, `undefined` when it is something else. */
function jsonBody(message: HttpRequestMessage): JsonText | null | undefined {
  const text = bodyText(message)
  if (text.trim() === '') return null
  try {
    JSON.parse(text)
    return text as JsonText
  } catch {
    return undefined
  }
}

function unknownOrchestrator(catalog: FunctionCatalog, name: string): string | undefined {
  if (catalog.find('orchestrator', name)) return undefined
  const known = catalog.names('orchestrator').map((each) => `'${each}'`)
  const info =
    known.length > 0
      ? `The following are the known orchestrator functions: ${known.join(', ')}.`
      : 'No orchestrator functions are currently registered!'
  return `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: ${info}`
}

function badId(instanceId: string): string | undefined {
  if (instanceId.startsWith('@')) return "Orchestration instance IDs must not start with '@'."
  if (instanceId.length > 256) return 'Instance ID lengths must not exceed 256 characters.'
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[/\\#?\u0000-\u001F\u007F-\u009F]/.test(instanceId))
    return "Instance IDs must not contain '/', '\\', '#', '?', or control characters."
  return undefined
}

/** An error body, in the extension's own spelling. */
function failure(statusCode: number, text: string, exception?: string, type?: string): HttpResponseMessage {
  return jsonResponse(statusCode, {
    Message: text,
    ...(exception !== undefined && { ExceptionMessage: exception, ExceptionType: type, StackTrace: '' }),
  })
}
