import type { EpochMs } from '#base/units.ts'
import type { Span } from '../model/span.ts'

/** What befell a run that its history does not tell: what was brought about on purpose, and where other code parts from it. */
export interface Struck {
  /** When host and language workers were ended. */
  readonly crashes: readonly EpochMs[]
  /** The positions in history of the calls that a fault struck, and what it did, in words. */
  readonly calls: ReadonlyMap<number, string>
  readonly episodes: ReadonlyMap<number, string>
  /** The time of the event at which the code that was held against the history parts from it. */
  readonly partsAt?: EpochMs
}

export const nothingStruck: Struck = { crashes: [], calls: new Map(), episodes: new Map() }

/** What a fault did to a bar, one after another, in words; empty when nothing struck it. */
export function strikesOn({ calls, episodes }: Struck, { begunBy, episode, segments }: Span): string[] {
  if (calls.size === 0 && episodes.size === 0) return []
  if (episode !== undefined) return [episodes.get(episode) ?? []].flat()
  const begun = segments === undefined ? [begunBy] : segments.map((part) => part.begunBy)
  return [...new Set(begun)].flatMap((position) => calls.get(position) ?? [])
}
