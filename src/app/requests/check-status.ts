import { encode, type HttpRequestMessage } from '#durable/http-message.ts'
import { isOwnAddress } from '../payload/own-address.ts'

/** The addresses by which an orchestration is managed, as a client's check-status response names them. */
const optional = [
  'sendEventPostUri',
  'suspendPostUri',
  'resumePostUri',
  'terminatePostUri',
  'rewindPostUri',
  'restartPostUri',
  'purgeHistoryDeleteUri',
] as const

/** The addresses by which an orchestration that was just started is followed. */
export type CheckStatus = { readonly id: string; readonly statusQueryGetUri: string } & {
  readonly [K in (typeof optional)[number]]?: string
}

/** Reads a check-status payload: an id and a status address under `root`. Anything else is `undefined`. */
export function checkStatusOf(body: string, root: string): CheckStatus | undefined {
  const value = parsed(body)
  const [id, statusQueryGetUri] = [value?.['id'], ownAddress(value?.['statusQueryGetUri'], root)]
  if (typeof id !== 'string' || statusQueryGetUri === undefined) return undefined
  const others = optional.flatMap((key) => {
    const address = ownAddress(value?.[key], root)
    return address === undefined ? [] : [[key, address] as const]
  })
  return { id, statusQueryGetUri, ...Object.fromEntries(others) }
}

export function statusRequest({ statusQueryGetUri }: CheckStatus): HttpRequestMessage {
  return { method: 'GET', url: statusQueryGetUri, headers: [], body: null }
}

/** Asks for a change of one of these addresses; where it has room for a reason, that is told. */
export function manageRequest(method: 'POST' | 'DELETE', uri: string, reason = ''): HttpRequestMessage {
  return { method, url: uri.replaceAll('{text}', encodeURIComponent(reason)), headers: [], body: null }
}

/** `data` is JSON text; nothing at all raises the event with `null`. */
export function raiseEventRequest(sendEventPostUri: string, eventName: string, data: string): HttpRequestMessage {
  return {
    method: 'POST',
    url: sendEventPostUri.replaceAll('{eventName}', encodeURIComponent(eventName)),
    headers: [['Content-Type', 'application/json']],
    body: encode(data.trim() === '' ? 'null' : data),
  }
}

/** A check-status payload is small; a longer body is not searched for one. */
const MAX_LENGTH = 20_000

function parsed(body: string): Record<string, unknown> | undefined {
  if (body.length > MAX_LENGTH) return undefined
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function ownAddress(value: unknown, root: string): string | undefined {
  return typeof value === 'string' && isOwnAddress(value, root) ? value : undefined
}
