import type { HubDb } from '#storage/hub-db.ts'
import { type ConsoleLine, lastLogLines } from '#storage/queries.ts'
import { type LineFilter, passes } from './console-lines.ts'

/** How many of the last lines that pass are shown. */
const SHOWN = 1000
/** So many of the last lines are searched for them: as many as are read in the blink of an eye. */
export const SEARCHED = 50_000

/** What was found, oldest first. */
export interface ReadLines {
  readonly lines: readonly ConsoleLine[]
  /** There are older lines, which were not searched. */
  readonly isCut: boolean
}

/** Reads again and again the last lines that pass. Lines are only ever added: what has been searched is not searched again. */
export function lineReader(filter: LineFilter): (hub: HubDb) => Promise<ReadLines> {
  let known: ReadLines = { lines: [], isCut: false }
  let after = 0
  return async (hub) => {
    const query = { instanceId: filter.instanceId ?? undefined, passes: passes(filter), after, mostRead: SEARCHED }
    const { lines, upTo, isCut } = await lastLogLines(hub, SHOWN, query)
    after = upTo
    if (lines.length > 0 || isCut !== known.isCut)
      known = { lines: [...known.lines, ...lines].slice(-SHOWN), isCut: known.isCut || isCut }
    return known
  }
}
