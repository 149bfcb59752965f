import { isFinal, runtimeStatuses, type RuntimeStatus } from '#durable/instance.ts'
import { objectOf } from './placeholders.ts'

/** An instance that a client function has begun, as its check-status payload names it. */
export interface Followed {
  readonly id: string
  readonly statusUrl: string
}

/** The instance that this body lets one follow, or null when it is no check-status payload. */
export function followedBy(body: string): Followed | null {
  const { id, statusQueryGetUri: statusUrl } = objectOf(body) ?? {}
  return typeof id === 'string' && typeof statusUrl === 'string' ? { id, statusUrl } : null
}

/** The status that a status JSON tells, or null when it tells none. */
export function statusIn(body: string): RuntimeStatus | null {
  const told = objectOf(body)?.['runtimeStatus']
  return runtimeStatuses.find((status) => status === told) ?? null
}

/** Whether an instance in this state need not be waited for any longer by someone who waits for `wanted`. */
export function endsWait(status: RuntimeStatus, wanted: RuntimeStatus): boolean {
  return status === wanted || isFinal(status)
}
