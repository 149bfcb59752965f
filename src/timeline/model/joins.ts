import type { EpochMs } from '#base/units.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'
import type { Draft } from './recorder.ts'
import type { Span } from './span.ts'

/** Where the code waited for several tasks at once and went on: `Task.all` when the last had ended, `Task.any` at the first. */
export interface Join {
  readonly id: string
  readonly kind: 'all' | 'any'
  /** What it joined, in the order in which the code named them. */
  readonly members: readonly Span[]
  /** How many had ended by then. */
  readonly done: number
  readonly at: EpochMs
  readonly endedBy: number
  /** A member's failure ended it at once. */
  readonly isFailed: boolean
}

interface Pending {
  readonly id: string
  readonly kind: Join['kind']
  readonly members: readonly Draft[]
  /** The how-manieth yield of the code it is: a later one shows that it was answered. */
  readonly index: number
}

const kinds: Readonly<Record<string, Join['kind']>> = { WhenAll: 'all', WhenAny: 'any' }

/** Finds joins in the trace. Who loses a race is marked, and marked no longer should the code ask for it once more. */
export class Joins {
  readonly all: Join[] = []
  private pending: Pending | null = null
  private losers: Draft[] = []

  /**
   * An episode has ended. `members` are the spans of its last yield, `awaited` all that the code waits for now, when the
   * trace tells; `isOver`: the execution has ended, too.
   */
  asked(
    { index, from, to, trace }: Episode,
    isOver: boolean,
    members: readonly Draft[],
    awaited: readonly Draft[] | null,
  ): void {
    const last = trace.yields.at(-1)
    const isAnswered = this.pending !== null && (isOver || (last !== undefined && last.index > this.pending.index))
    if (this.pending !== null && isAnswered) this.answer(this.pending, from, to)
    if (isAnswered || isOver) this.pending = null
    if (awaited !== null) this.forgive(awaited)
    else if (trace.yields.some(asksForNothingNew)) this.forgive(this.losers)
    const kind = last && kinds[last.action]
    if (last === undefined || kind === undefined || isOver || members.length < 2) return
    this.pending = { id: `join:${index}`, kind, members, index: last.index }
  }

  private answer({ id, kind, members }: Pending, from: number, to: number): void {
    const ended = members.filter((span) => span.endedBy !== null && span.endedBy < to)
    const now = ended.filter((span) => (span.endedBy ?? 0) >= from)
    const failed = kind === 'all' ? earliest(now.filter((span) => span.status === 'failed')) : undefined
    const decisive = failed ?? (kind === 'any' ? (earliest(now) ?? earliest(ended)) : latest(ended))
    if (decisive?.end == null || decisive.endedBy === null) return
    const { end: at, endedBy } = decisive
    const done = ended.filter((span) => (span.endedBy ?? 0) <= endedBy).length
    this.all.push({ id, kind, members, done, at, endedBy, isFailed: failed !== undefined })
    if (kind === 'any')
      this.lose(
        members.filter((span) => span !== decisive && (span.endedBy ?? Infinity) > endedBy),
        at,
      )
  }

  private lose(losers: Draft[], at: EpochMs): void {
    this.losers = losers
    for (const span of losers) span.lostAt = at
  }

  /** Who is asked for once more has not lost. */
  private forgive(awaited: readonly Draft[]): void {
    for (const span of this.losers) if (span.endedBy === null && awaited.includes(span)) span.lostAt = undefined
    this.losers = this.losers.filter((span) => span.lostAt !== undefined && span.endedBy === null)
  }
}

/** Such a yield asks for tasks that are under way already. */
function asksForNothingNew({ action, taskIds, waitsFor }: FirstYield): boolean {
  return action !== 'completed' && taskIds.length === 0 && waitsFor === undefined
}

function earliest(spans: readonly Draft[]): Draft | undefined {
  return spans.reduce<Draft | undefined>(
    (best, span) => (best && (best.endedBy ?? 0) <= (span.endedBy ?? 0) ? best : span),
    undefined,
  )
}

function latest(spans: readonly Draft[]): Draft | undefined {
  return spans.reduce<Draft | undefined>(
    (best, span) => (best && (best.endedBy ?? 0) >= (span.endedBy ?? 0) ? best : span),
    undefined,
  )
}
