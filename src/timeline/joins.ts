import type { EpochMs } from '#base/units.ts'
import type { Episode } from '#durable/trace.ts'
import type { Join } from './spans.ts'

/** What comes together at the yields of an episode: for each task that one of them asked for, its join. */
export function joinsOf({ trace }: Episode): ReadonlyMap<number, Join> {
  const joins = new Map<number, Join>()
  for (const { action, taskIds } of trace.yields) {
    if ((action !== 'WhenAll' && action !== 'WhenAny') || taskIds.length < 2) continue
    const join: Join = { kind: action === 'WhenAll' ? 'all' : 'any', total: taskIds.length, ended: 0, at: null }
    for (const id of taskIds) joins.set(id, join)
  }
  return joins
}

/** One more of its tasks has ended. */
export function meet(join: Join, at: EpochMs): void {
  join.ended++
  if (join.at === null && (join.kind === 'any' || join.ended === join.total)) join.at = at
}
