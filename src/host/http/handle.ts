import { emptyResponse, encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import type { FunctionDefinition } from '../functions.ts'
import { WORKER_STOPPED } from '../invocations.ts'
import { WorkerStoppedError } from '../language.ts'
import { manage, type ManagementParts } from './management.ts'
import { route, type Route } from './route.ts'
import { clientBinding, RPC_BASE, WEBHOOKS } from './urls.ts'

export interface DoorParts extends ManagementParts {
  /** What stands before every function's route, `api` unless host.json says otherwise. */
  readonly routePrefix: string
}

interface HttpFunction {
  readonly definition: FunctionDefinition
  readonly methods: ReadonlySet<string>
  readonly route: Route
}

/** The one HTTP door: functions under the route prefix, the management API under the durable webhooks. */
export function openDoor(parts: DoorParts): (request: HttpRequestMessage) => Promise<HttpResponseMessage> {
  const functions = httpFunctions(parts)
  const basePath = new URL(parts.address.base).pathname
  return async (request) => {
    if (request.url.startsWith(RPC_BASE))
      return manage(parts, request, pathBelow(request.url, new URL(RPC_BASE).pathname) ?? '')
    const path = pathBelow(request.url, basePath)
    if (path === undefined) return emptyResponse(404)
    if (path.startsWith(`${WEBHOOKS}/`)) return manage(parts, request, path.slice(WEBHOOKS.length + 1))
    return callFunction(parts, functions, request, path)
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
  const own = typeof trigger['route'] === 'string' && trigger['route'] !== '' ? trigger['route'] : name
  return routePrefix === '' ? own : `${routePrefix}/${own}`
}

/** The methods it takes, upper case; all of them when it names none. */
export function methodsOf({ trigger }: FunctionDefinition): string[] {
  const methods = Array.isArray(trigger['methods']) ? trigger['methods'] : []
  return (methods.length > 0 ? methods : ALL_METHODS).map((method) => String(method).toUpperCase())
}

const ALL_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']

function parameters(template: string): number {
  return template.split('{').length
}

async function callFunction(
  parts: DoorParts,
  functions: readonly HttpFunction[],
  request: HttpRequestMessage,
  path: string,
): Promise<HttpResponseMessage> {
  const matching = functions.flatMap((each) => {
    const params = each.route.match(path)
    return params ? [{ ...each, params }] : []
  })
  const found = matching.find(({ methods }) => methods.has(request.method.toUpperCase()))
  if (!found) return emptyResponse(matching.length > 0 ? 405 : 404)
  try {
    const { definition, params } = found
    const inputs = {
      [definition.triggerName]: { kind: 'http request', request, params } as const,
      ...clientsOf(parts, definition),
    }
    const { result, outputs } = await parts.hub.invocations.invoke(
      definition.name,
      inputs,
      {},
      'This function was programmatically called via the host APIs.',
    )
    return responseOf(outputs['$return'] ?? outputs[httpOutput(definition)] ?? result)
  } catch (error) {
    return error instanceof WorkerStoppedError ? problem(503, WORKER_STOPPED) : emptyResponse(500)
  }
}

/** Every durable client of the function gets the addresses of this hub. */
function clientsOf({ address }: DoorParts, { bindings }: FunctionDefinition): Record<string, BindingValue> {
  const clients = Object.entries(bindings).filter(
    ([, { type }]) => type === 'durableClient' || type === 'orchestrationClient',
  )
  return Object.fromEntries(clients.map(([name]) => [name, { kind: 'json', text: clientBinding(address) } as const]))
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

function problem(status: number, text: string): HttpResponseMessage {
  return { status, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: encode(text) }
}
