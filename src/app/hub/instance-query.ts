import type { Instance, RuntimeStatus } from '#durable/instance.ts'

/** Which instances are listed. What is empty or `null` lets everything pass. */
export interface InstanceQuery {
  readonly text: string
  readonly name: string
  readonly statuses: ReadonlySet<RuntimeStatus>
  /** Created then, in milliseconds; the end is not included. */
  readonly from: number | null
  readonly to: number | null
}

export const everything: InstanceQuery = { text: '', name: '', statuses: new Set(), from: null, to: null }

/** The text is looked for in id, name, input, output and custom status, whatever its case. */
export function matching(instances: readonly Instance[], query: InstanceQuery): readonly Instance[] {
  const wanted = query.text.trim().toLowerCase()
  const { name, statuses, from, to } = query
  return instances.filter(
    (instance) =>
      (statuses.size === 0 || statuses.has(instance.status)) &&
      (name === '' || instance.name === name) &&
      (from === null || instance.createdAt >= from) &&
      (to === null || instance.createdAt < to) &&
      (wanted === '' || holds(instance, wanted)),
  )
}

/** So much of a payload is searched: it may be megabytes, and a list is filtered at every keystroke. */
const SEARCHED = 10_000

function holds({ instanceId, name, input, output, customStatus }: Instance, wanted: string): boolean {
  return [instanceId, name, input, output, customStatus].some((text) =>
    text?.slice(0, SEARCHED).toLowerCase().includes(wanted),
  )
}

/** An instance in a list, so deep below the one that started it. */
export interface Listed {
  readonly instance: Instance
  readonly depth: number
}

export function flat(instances: readonly Instance[]): readonly Listed[] {
  return instances.map((instance) => ({ instance, depth: 0 }))
}

/** Each instance right below the one that started it, when that is listed too; otherwise in the order given. */
export function asTree(instances: readonly Instance[]): readonly Listed[] {
  const ids = new Set(instances.map(({ instanceId }) => instanceId))
  const children = new Map<string, Instance[]>()
  const roots: Instance[] = []
  for (const instance of instances) {
    const parent = instance.parent?.instanceId
    if (parent === undefined || !ids.has(parent)) roots.push(instance)
    else children.set(parent, [...(children.get(parent) ?? []), instance])
  }
  const listed: Listed[] = []
  const waiting: Listed[] = flat(roots).toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    listed.push(next)
    const depth = next.depth + 1
    const below = children.get(next.instance.instanceId) ?? []
    children.delete(next.instance.instanceId) // ids that lead round in a ring end here
    for (const instance of below.toReversed()) waiting.push({ instance, depth })
  }
  return listed
}

/** How many instances began in a stretch of time, by what has become of them. */
export interface Bucket {
  readonly from: number
  readonly to: number
  readonly completed: number
  readonly failed: number
  readonly going: number
  readonly stopped: number
}

const kinds: Readonly<Record<RuntimeStatus, 'completed' | 'failed' | 'going' | 'stopped'>> = {
  Pending: 'going',
  Running: 'going',
  Completed: 'completed',
  ContinuedAsNew: 'going',
  Failed: 'failed',
  Canceled: 'stopped',
  Terminated: 'stopped',
  Suspended: 'going',
}

/** So many stretches of one length, from the first instance to the last. Nothing when there are no instances. */
export function histogramOf(instances: readonly Instance[], count: number): readonly Bucket[] {
  let [first, last] = [Infinity, -Infinity]
  for (const { createdAt } of instances) [first, last] = [Math.min(first, createdAt), Math.max(last, createdAt)]
  if (first > last) return []
  const length = Math.max(1, Math.ceil((last - first + 1) / count))
  const buckets = Array.from({ length: count }, (_, index) => ({
    from: first + index * length,
    to: first + (index + 1) * length,
    completed: 0,
    failed: 0,
    going: 0,
    stopped: 0,
  }))
  for (const { createdAt, status } of instances) {
    const bucket = buckets[Math.floor((createdAt - first) / length)]
    if (bucket !== undefined) bucket[kinds[status]]++
  }
  return buckets
}

export function sizeOf({ completed, failed, going, stopped }: Bucket): number {
  return completed + failed + going + stopped
}
