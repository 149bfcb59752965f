import type { HostOptions } from '#durable/host-options.ts'
import { emptyResponse, headerOf, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'

type Cors = HostOptions['cors']

/** The answer to a browser that asks whether it may ask; `undefined` when this is no such request, or nobody may. */
export function preflight(cors: Cors, { method, headers }: HttpRequestMessage): HttpResponseMessage | undefined {
  const wanted = headerOf(headers, 'access-control-request-method')
  if (method.toUpperCase() !== 'OPTIONS' || wanted === undefined || cors.origins.length === 0) return undefined
  const given = grantOf(cors, headers)
  if (!given) return emptyResponse(204)
  const asked = headerOf(headers, 'access-control-request-headers')
  return emptyResponse(204, [
    ...(asked === undefined ? [] : [['Access-Control-Allow-Headers', asked] as const]),
    ['Access-Control-Allow-Methods', wanted],
    ...given,
  ])
}

/** The answer with what lets the page that asked read it, when `Host.CORS` of local.settings.json does. */
export function withCors(cors: Cors, request: HttpRequestMessage, response: HttpResponseMessage): HttpResponseMessage {
  const given = grantOf(cors, request.headers)
  return given ? { ...response, headers: [...response.headers, ...given] } : response
}

function grantOf({ origins, credentials }: Cors, headers: HttpRequestMessage['headers']) {
  const origin = headerOf(headers, 'origin')
  const isAny = origins.includes('*')
  if (origin === undefined || (!isAny && !origins.some((each) => each.toLowerCase() === origin.toLowerCase())))
    return undefined
  return [
    ...(credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ['Access-Control-Allow-Origin', isAny && !credentials ? '*' : origin] as const,
    ...(origins.length > 1 || (isAny && credentials) ? [['Vary', 'Origin'] as const] : []),
  ]
}
