import type { Group } from '../model/groups.ts'
import type { Span } from '../model/span.ts'
import {
  paintActivity,
  type PaintBar,
  paintEarly,
  paintEntity,
  paintEpisode,
  paintLock,
  paintRetry,
  paintSubOrchestration,
  paintSuspension,
  paintTimer,
  paintWait,
} from './bars.ts'
import { paintFanOut } from './fan-out.ts'
import {
  paintAlls,
  paintAnys,
  paintCrashes,
  paintParting,
  paintFoldGrounds,
  paintFolds,
  type PaintLayer,
  paintPageBreaks,
  paintRewinds,
  paintSuspensions,
  paintTerminations,
} from './lines.ts'
import { paintArrival, paintCommand, paintMessage, paintOther, paintSignal } from './markers.ts'
import { paintFault, paintLoser, paintSlowest } from './touches.ts'

// The table of marks: the painter draws by it, the legend lists it. What stands in neither cannot be drawn.

/** What a span is drawn as, in its row. */
export const barMarks = {
  episode: paintEpisode,
  activity: paintActivity,
  retry: paintRetry,
  subOrchestration: paintSubOrchestration,
  entity: paintEntity,
  lock: paintLock,
  timer: paintTimer,
  wait: paintWait,
  early: paintEarly,
  arrival: paintArrival,
  message: paintMessage,
  signal: paintSignal,
  suspended: paintSuspension,
  command: paintCommand,
  other: paintOther,
} satisfies Record<string, PaintBar>

/** What is drawn over a bar, to say one thing more about it. */
export const touchMarks = { loser: paintLoser, slowest: paintSlowest, fault: paintFault }

/** What stands for many bars at once. */
export const headMarks = { fanOut: paintFanOut }

/** What stands over or behind all rows: from back to front. */
export const layersBehind = { fold: paintFoldGrounds, suspension: paintSuspensions } satisfies Record<
  string,
  PaintLayer
>
export const layersOver = {
  all: paintAlls,
  any: paintAnys,
  continueAsNew: paintPageBreaks,
  terminate: paintTerminations,
  rewind: paintRewinds,
  crash: paintCrashes,
  parting: paintParting,
  fold: paintFolds,
} satisfies Record<string, PaintLayer>

export type BarMark = keyof typeof barMarks
export type MarkId =
  | BarMark
  | keyof typeof touchMarks
  | keyof typeof headMarks
  | keyof typeof layersBehind
  | keyof typeof layersOver

/** Every mark, in the order in which a legend should tell of them. */
export const markIds: readonly MarkId[] = [
  ...new Set(
    [barMarks, touchMarks, headMarks, layersBehind, layersOver].flatMap((table) => Object.keys(table) as MarkId[]),
  ),
]

/** Which mark a span is drawn by. */
export function barMarkOf({ kind, isPoint, isEarly, segments }: Span): BarMark {
  switch (kind) {
    case 'activity':
      return segments === undefined ? 'activity' : 'retry'
    case 'subOrchestration':
      return segments === undefined ? 'subOrchestration' : 'retry'
    case 'externalEvent':
      return isPoint ? 'arrival' : isEarly === true ? 'early' : 'wait'
    case 'sentEvent':
      return 'message'
    case 'entity':
      return isPoint ? 'signal' : 'entity'
    case 'command':
      return isPoint ? 'command' : 'suspended'
    case 'episode':
    case 'lock':
    case 'timer':
    case 'other':
      return kind
  }
}

/** Whether a span is the slowest of its fan-out, and is marked so. */
export function isSlowest(group: Group, span: Span): boolean {
  return group.isFanOut && group.slowest !== null && group.slowest.id === span.id
}
