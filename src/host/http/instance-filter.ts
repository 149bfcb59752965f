import { type Instance, type RuntimeStatus, runtimeStatuses } from '#durable/instance.ts'
import { timeOf } from './paging.ts'

/** Which instances a query means. Times are inclusive; statuses that there are not are as if they had not been given. */
export interface InstanceFilter {
  readonly prefix: string
  readonly matches: (instance: Instance) => boolean
}

/** Reads the filter of a query string: `instanceIdPrefix`, `createdTimeFrom`, `createdTimeTo`, `runtimeStatus`. */
export function instanceFilter(query: URLSearchParams): InstanceFilter {
  const prefix = query.get('instanceIdPrefix') ?? ''
  const from = timeOf(query, 'createdTimeFrom') ?? -Infinity
  const to = timeOf(query, 'createdTimeTo') ?? Infinity
  const statuses = new Set(query.getAll('runtimeStatus').flatMap((list) => list.split(',').flatMap(statusOf)))
  return {
    prefix,
    matches: ({ instanceId, createdAt, status }) =>
      instanceId.startsWith(prefix) &&
      createdAt >= from &&
      createdAt <= to &&
      (statuses.size === 0 || statuses.has(status)),
  }
}

function statusOf(text: string): RuntimeStatus[] {
  return runtimeStatuses.filter((status) => status === text.trim())
}
