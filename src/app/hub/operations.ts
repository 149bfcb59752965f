import { bodyText, encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import { isFinal, type RuntimeStatus } from '#durable/instance.ts'
import { i18n } from '../i18n/i18n.ts'

/** What the management API can do to an instance. */
export const operations = ['raiseEvent', 'suspend', 'resume', 'terminate', 'rewind', 'restart', 'purge'] as const
export type Operation = (typeof operations)[number]

/** What the person says with it. */
export interface Details {
  readonly reason: string
  readonly eventName: string
  /** JSON text; nothing at all is `null`. */
  readonly data: string
}

export const noDetails: Details = { reason: '', eventName: '', data: '' }

/** Whether the state of an instance allows it. The host has the last word; this is what is offered. */
export function allows(status: RuntimeStatus, operation: Operation): boolean {
  switch (operation) {
    case 'raiseEvent':
    case 'terminate':
      return !isFinal(status)
    case 'suspend':
      return !isFinal(status) && status !== 'Suspended'
    case 'resume':
      return status === 'Suspended'
    case 'rewind':
      return status === 'Failed'
    case 'restart':
    case 'purge':
      return isFinal(status)
  }
}

/** The request of the management API that does it; `root` is the app's own address without a slash. */
export function requestFor(
  root: string,
  instanceId: string,
  operation: Operation,
  details: Details,
): HttpRequestMessage {
  const instance = `${root}/runtime/webhooks/durabletask/instances/${encodeURIComponent(instanceId)}`
  const bodiless = { headers: [], body: null } as const
  switch (operation) {
    case 'purge':
      return { ...bodiless, method: 'DELETE', url: instance }
    case 'restart':
      return { ...bodiless, method: 'POST', url: `${instance}/restart` }
    case 'raiseEvent':
      return {
        method: 'POST',
        url: `${instance}/raiseEvent/${encodeURIComponent(details.eventName)}`,
        headers: [['Content-Type', 'application/json']],
        body: encode(details.data.trim() === '' ? 'null' : details.data),
      }
    default:
      return {
        ...bodiless,
        method: 'POST',
        url: `${instance}/${operation}?reason=${encodeURIComponent(details.reason)}`,
      }
  }
}

/** A signal to an entity, or its deletion; an empty key is `$` in an address. */
export function entityRequest(
  root: string,
  entity: { readonly name: string; readonly key: string },
  operation: string | null,
  input: string,
): HttpRequestMessage {
  const url = `${root}/runtime/webhooks/durabletask/entities/${encodeURIComponent(entity.name)}/${encodeURIComponent(entity.key || '$')}`
  if (operation === null) return { method: 'DELETE', url, headers: [], body: null }
  const body = input.trim() === '' ? null : encode(input)
  const headers = body === null ? [] : [['Content-Type', 'application/json'] as const]
  return { method: 'POST', url: `${url}?op=${encodeURIComponent(operation)}`, headers, body }
}

/** How the host answered, in words. */
export interface Outcome {
  readonly isDone: boolean
  readonly text: string
}

export function outcomeOf(response: HttpResponseMessage): Outcome {
  const { status } = response
  if (status >= 200 && status < 300) return { isDone: true, text: status === 202 ? i18n._('Sent.') : i18n._('Done.') }
  return { isDone: false, text: reasonOf(response) }
}

function reasonOf(response: HttpResponseMessage): string {
  const said = messageIn(bodyText(response))
  if (said !== undefined) return said
  switch (response.status) {
    case 404:
      return i18n._('There is no such instance (404).')
    case 410:
      return i18n._('The instance has ended already (410).')
    case 412:
      return i18n._('Only a failed instance can be rewound (412).')
    case 501:
      return i18n._('This is not implemented (501).')
    default:
      return i18n._('The host answered {status}.', { status: response.status })
  }
}

/** Error bodies say `Message`, and sometimes more in `ExceptionMessage`. */
function messageIn(body: string): string | undefined {
  try {
    const said = JSON.parse(body) as { Message?: unknown; ExceptionMessage?: unknown } | null
    const texts = [said?.Message, said?.ExceptionMessage].filter((text) => typeof text === 'string')
    return texts.length === 0 ? undefined : texts.join(': ')
  } catch {
    return undefined
  }
}

export function nameOf(operation: Operation): string {
  switch (operation) {
    case 'raiseEvent':
      return i18n._('Raise event')
    case 'suspend':
      return i18n._('Suspend')
    case 'resume':
      return i18n._('Resume')
    case 'terminate':
      return i18n._('Terminate')
    case 'rewind':
      return i18n._('Rewind')
    case 'restart':
      return i18n._('Restart')
    case 'purge':
      return i18n._('Purge')
  }
}

/** What will happen, said before it does. */
export function consequenceOf(operation: Operation, count: number): string {
  switch (operation) {
    case 'raiseEvent':
      return i18n._('Code that waits for an event of this name goes on. If none does, the event waits for it.')
    case 'suspend':
      return i18n._('It takes no more messages until it is resumed. Activities that run go on.')
    case 'resume':
      return i18n._('It goes on with all that has come in meanwhile.')
    case 'terminate':
      return i18n._(
        '{count, plural, one {It ends} other {# instances end}} at once, without its code being asked. Activities and sub-orchestrations that run go on.',
        { count },
      )
    case 'rewind':
      return i18n._('What failed is taken out of its history, and it goes on from there.')
    case 'restart':
      return i18n._('A new instance begins with the same input.')
    case 'purge':
      return i18n._(
        '{count, plural, one {It goes with its history} other {# instances go with their history}}. There is no way back.',
        { count },
      )
  }
}
