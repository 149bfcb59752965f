import { shownJson } from '#base/json.ts'
import { reasonOf } from '#base/reason-of.ts'
import {
  bodyText,
  emptyResponse,
  headerOf,
  type HttpRequestMessage,
  type HttpResponseMessage,
  jsonResponse,
  textResponse,
} from '#durable/http-message.ts'
import { route } from '#durable/route.ts'
import type { FunctionCatalog, FunctionDefinition } from '../functions.ts'

/** Where the host's own admin API is, below the app's base. */
export const ADMIN = 'admin'

export interface AdminParts {
  readonly catalog: FunctionCatalog
  /** The app's own address, with a slash at its end. */
  readonly base: string
  /** The path of an HTTP function's route, with the prefix. */
  readonly routeOf: (definition: FunctionDefinition) => string
  /** Runs a function by hand. Rejects when there is none of that name, or the payload does not fit. */
  readonly fire: (functionName: string, payload: string | null) => Promise<void>
}

type Params = Readonly<Record<string, string>>
type Handler = (parts: AdminParts, request: HttpRequestMessage, params: Params) => Promise<HttpResponseMessage>

/** What people ask of the admin API beside the portal: run a function by hand, list the functions, see whether it is up. */
const routes: readonly (readonly [method: string, template: string, handler: Handler])[] = [
  ['POST', 'functions/{name}', fireByHand],
  [
    'GET',
    'functions',
    async (parts) =>
      jsonResponse(
        200,
        parts.catalog.all.map((each) => described(parts, each)),
      ),
  ],
  ['GET', 'functions/{name}', describe],
  ['GET', 'host/status', async () => jsonResponse(200, { state: 'Running', version: '4.0.0.0' })],
  ['GET', 'host/ping', async () => emptyResponse(200)],
]

const table = routes.map(([method, template, handler]) => ({ method, handler, route: route(template) }))

/** Answers a request to the admin API. `path` is what follows `admin/`. */
export async function administer(
  parts: AdminParts,
  request: HttpRequestMessage,
  path: string,
): Promise<HttpResponseMessage> {
  for (const { method, handler, route: known } of table) {
    const params = method === request.method.toUpperCase() ? known.match(path) : undefined
    if (params) return handler(parts, request, params)
  }
  return emptyResponse(404)
}

/** Starts a function by hand: `{ "input": "…" }`. It is told that it has begun, not how it ends. */
async function fireByHand(
  parts: AdminParts,
  request: HttpRequestMessage,
  { name = '' }: Params,
): Promise<HttpResponseMessage> {
  const [type = ''] = (headerOf(request.headers, 'content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') return emptyResponse(415)
  const body = shownJson(bodyText(request))
  if (typeof body !== 'object' || body === null) return emptyResponse(400)
  const { input = null } = body as { readonly input?: unknown }
  try {
    await parts.fire(name, input === null || typeof input === 'string' ? input : JSON.stringify(input))
    return emptyResponse(202)
  } catch (error) {
    return textResponse(404, reasonOf(error))
  }
}

async function describe(
  parts: AdminParts,
  _request: HttpRequestMessage,
  { name = '' }: Params,
): Promise<HttpResponseMessage> {
  const found = parts.catalog.all.find((each) => each.name.toLowerCase() === name.toLowerCase())
  return found ? jsonResponse(200, described(parts, found)) : emptyResponse(404)
}

function described({ base, routeOf }: AdminParts, definition: FunctionDefinition) {
  const { name, kind, bindings } = definition
  return {
    name,
    href: `${base}${ADMIN}/functions/${name}`,
    invoke_url_template: kind === 'http' ? `${base}${routeOf(definition)}` : null,
    config: { bindings: Object.entries(bindings).map(([key, binding]) => ({ name: key, ...binding })) },
    isDisabled: false,
  }
}
