import type { FunctionKeys } from '#durable/function-keys.ts'
import type { HostOptions } from '#durable/host-options.ts'
import {
  emptyResponse,
  encode,
  type HttpRequestMessage,
  type HttpResponseMessage,
  textResponse,
} from '#durable/http-message.ts'
import { route, type Route } from '#durable/route.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import { limits } from '#wire/limits.ts'
import type { FunctionDefinition } from '../functions.ts'
import { WORKER_STOPPED } from '../invocations.ts'
import { WorkerStoppedError } from '../language.ts'
import { ADMIN, administer, type AdminParts } from './admin.ts'
import { preflight, withCors } from './cors.ts'
import { isAllowed } from './keys.ts'
import { manage, type ManagementParts } from './management.ts'
import { RPC_BASE, WEBHOOKS } from './urls.ts'

export interface DoorParts extends ManagementParts, Pick<AdminParts, 'fire'> {
  /** What stands before every function's route, `api` unless host.json says otherwise. */
  readonly routePrefix: string
  readonly options: Pick<HostOptions, 'cors' | 'customHeaders'>
  readonly keys: FunctionKeys
}

interface HttpFunction {
  readonly definition: FunctionDefinition
  readonly methods: ReadonlySet<string>
  readonly route: Route
}

/** The one HTTP door: functions under the route prefix, the management API under the durable webhooks. */
export function openDoor(parts: DoorParts): (request: HttpRequestMessage) => Promise<HttpResponseMessage> {
  const functions = httpFunctions(parts)
  const { catalog, fire, address, routePrefix } = parts
  const { base } = address
  const basePath = new URL(base).pathname
  const admin = { catalog, fire, base, routeOf: (each: FunctionDefinition) => templateOf(each, routePrefix) }
  const answer = async (request: HttpRequestMessage): Promise<HttpResponseMessage> => {
    if ((request.body?.byteLength ?? 0) > limits.bodyBytes) return emptyResponse(413)
    const path = pathBelow(request.url, basePath)
    if (path === undefined) return emptyResponse(404)
    const below = (folder: string) =>
      path.toLowerCase().startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
    const [managed, administered] = [below(WEBHOOKS), below(ADMIN)]
    if (managed !== undefined) return manage(parts, request, managed)
    if (administered !== undefined) return administer(admin, request, administered)
    return callFunction(parts, functions, request, path)
  }
  const { cors } = parts.options
  return async (request) => {
    if (request.url.startsWith(RPC_BASE))
      return manage(parts, request, pathBelow(request.url, new URL(RPC_BASE).pathname) ?? '')
    const response = preflight(cors, request) ?? withCors(cors, request, await answer(request))
    return request.method.toUpperCase() === 'HEAD' ? { ...response, body: null } : response
  }
}

/** `undefined` when the URL is not below the base. */
function pathBelow(url: string, basePath: string): string | undefined {
  const { pathname } = new URL(url)
  return pathname.startsWith(basePath) ? pathname.slice(basePath.length) : undefined
}

/** Routes with fewer parameters come first: `a/b` is `a/b` and not `a/{id}`. */
function httpFunctions({ catalog, routePrefix }: DoorParts): HttpFunction[] {
  const http = catalog.all.filter(({ kind }) => kind === 'http')
  const found = http.map((definition) => {
    const template = templateOf(definition, routePrefix)
    return { definition, template, methods: new Set(methodsOf(definition)), route: route(template) }
  })
  return found.toSorted((a, b) => parameters(a.template) - parameters(b.template))
}

/** A function's route with the prefix, as the host prints it: `api/StartChaining`. */
export function templateOf({ name, trigger }: FunctionDefinition, routePrefix: string): string {
  const given = typeof trigger['route'] === 'string' ? trigger['route'].replace(/^\/+|\/+$/g, '') : ''
  const own = given === '' ? name : given
  return routePrefix === '' ? own : `${routePrefix}/${own}`
}

/** The methods it takes, upper case; all of them when it names none. */
export function methodsOf({ trigger }: FunctionDefinition): string[] {
  const methods = Array.isArray(trigger['methods']) ? trigger['methods'] : []
  return (methods.length > 0 ? methods : ALL_METHODS).map((method) => String(method).toUpperCase())
}

const ALL_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']

/** `anonymous`, `function` or `admin`. */
export function levelOf({ trigger }: FunctionDefinition): string {
  return typeof trigger['authLevel'] === 'string' ? trigger['authLevel'].toLowerCase() : 'anonymous'
}

function parameters(template: string): number {
  return template.split('{').length
}

async function callFunction(
  parts: DoorParts,
  functions: readonly HttpFunction[],
  request: HttpRequestMessage,
  path: string,
): Promise<HttpResponseMessage> {
  const found = find(functions, request.method.toUpperCase(), path)
  if (!found) return emptyResponse(404) // also where another method would be answered: so does Azure's host
  const { definition, params } = found
  if (!isAllowed(levelOf(definition), definition.name, parts.keys, request)) return emptyResponse(401)
  try {
    const inputs = { [definition.triggerName]: { kind: 'http request', request, params } as const }
    const { result, outputs } = await parts.hub.invocations.invoke(definition.name, inputs, {}, REASON)
    const response = responseOf(outputs['$return'] ?? outputs[httpOutput(definition)] ?? result)
    return { ...response, headers: [...response.headers, ...parts.options.customHeaders] }
  } catch (error) {
    return error instanceof WorkerStoppedError ? textResponse(503, WORKER_STOPPED) : emptyResponse(500)
  }
}

const REASON = 'This function was programmatically called via the host APIs.'

function find(functions: readonly HttpFunction[], method: string, path: string) {
  for (const { methods, definition, route: known } of functions) {
    const params = methods.has(method) ? known.match(path) : undefined
    if (params) return { definition, params }
  }
  return undefined
}

function httpOutput({ bindings }: FunctionDefinition): string {
  return Object.entries(bindings).find(([, { type }]) => type === 'http')?.[0] ?? '$return'
}

/** A function that answers nothing answers 204, as on Azure. */
function responseOf(value: BindingValue): HttpResponseMessage {
  switch (value.kind) {
    case 'http response':
      return { status: value.status, headers: value.headers, body: value.body }
    case 'json':
    case 'string':
      return { status: 200, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: encode(value.text) }
    case 'bytes':
      return { status: 200, headers: [['Content-Type', 'application/octet-stream']], body: value.bytes }
    default:
      return emptyResponse(204)
  }
}
