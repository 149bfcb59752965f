import type { SourceFile } from '#durable/build.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Problem } from '#durable/problem.ts'
import type { Episode } from '#durable/trace.ts'
import type { Explanation } from './explanation.ts'
import { failures } from './failures.ts'
import { hangs } from './hangs.ts'
import { partings } from './partings.ts'
import { risks } from './risks.ts'

/** All that an explanation is made from. */
export interface Known {
  readonly instance: Instance
  /** Of the instance's present execution. */
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** The files as they are now, which is where a fix would go. */
  readonly files: readonly SourceFile[]
  /** What the text of those files tells: see `checkOrchestrators` of `compile`. */
  readonly problems: readonly Problem[]
}

/** Why an instance failed, why it waits for ever, and what may yet go wrong: the most pressing first. */
export function explain(known: Known): Explanation[] {
  const told = [...partings(known), ...failures(known), ...hangs(known)]
  return [...told, ...risks(known, told)]
}
