import { askedTaskOf } from '#durable/asked-task.ts'
import { isSameButForTimes } from '#durable/history-check.ts'
import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'
import { type AskedTask, MOST_ASKED } from '#durable/trace.ts'

/** How the two columns of a row differ. */
export type Verdict =
  | 'same'
  /** These fail the instance: the framework compares kinds and names. */
  | 'other kind'
  | 'other name'
  | 'not asked'
  | 'asked too late'
  /** These nobody notices: it does not compare inputs, times and ids of children. */
  | 'other input'
  | 'other time'
  | 'other instance'
  /** Asked for now, for the first time. */
  | 'new'
  /** Of two runs beside each other: what came of it differs, or the second one alone asked for it. */
  | 'other result'
  | 'only here'

/** One sequence number: what history says was scheduled under it, and what the code asked for. */
export interface AlignedRow {
  readonly id: number
  readonly past?: PastTask
  readonly asked?: AskedTask
  readonly verdict: Verdict
}

/** What history says, and the position of the event that says it. */
export interface PastTask extends AskedTask {
  readonly position: number
}

export interface Alignment {
  /** By sequence number, without gaps of what either side knows. */
  readonly rows: readonly AlignedRow[]
  /** The sequence number at which the engine stops: of several that it would notice, the one that history tells first. */
  readonly stopsAt?: number
  /** The first sequence number at which the two differ and the engine goes on: the results of history count. */
  readonly passesAt?: number
}

const noticed: ReadonlySet<Verdict> = new Set(['other kind', 'other name', 'not asked', 'asked too late'])

/** Whether the engine fails an instance for it. */
function isNoticed(verdict: Verdict): boolean {
  return noticed.has(verdict)
}

/** Whether the two columns disagree at all. */
export function isDifferent(verdict: Verdict): boolean {
  return verdict !== 'same' && verdict !== 'new'
}

/**
 * Holds what the code asked for beside what history says it asked for when it ran before, by sequence number. `asked` may be
 * a part of a long list, as one of so many tasks is taken to be: history is then only held against that part. Times are not
 * held against those of a history that does not tell them exactly.
 */
export function align(
  history: readonly HistoryEvent[],
  asked: readonly AskedTask[],
  hasTimes = true,
  isCut = asked.length >= MOST_ASKED || (asked[0]?.id ?? 0) > 0,
): Alignment {
  const now = new Map(asked.map((task) => [task.id, task]))
  const from = asked[0]?.id ?? 0
  const to = isCut ? (asked.at(-1)?.id ?? from) : Infinity
  const past = scheduledIn(history).filter(({ id }) => id >= from && id <= to)
  const before = new Map(past.map((task) => [task.id, task]))
  const ids = [...new Set([...before.keys(), ...now.keys()])].toSorted((a, b) => a - b)
  const rows = ids.map((id) => rowOf(id, before.get(id), now.get(id), hasTimes))
  const verdicts = new Map(rows.map(({ id, verdict }) => [id, verdict]))
  const stopsAt = past.find(({ id }) => isNoticed(verdicts.get(id) ?? 'same'))?.id
  const passesAt = rows.find(({ verdict }) => isDifferent(verdict) && !isNoticed(verdict))?.id
  return {
    rows,
    ...(stopsAt !== undefined && { stopsAt }),
    ...(passesAt !== undefined && { passesAt }),
  }
}

/** All that a history says was scheduled, in its own order. */
export function scheduledIn(history: readonly HistoryEvent[]): PastTask[] {
  return history.flatMap((event, position) => (isScheduled(event) ? { ...askedTaskOf(event), position } : []))
}

function isScheduled(event: HistoryEvent): event is HistoryEvent & Scheduled {
  return 'id' in event
}

function rowOf(id: number, past: PastTask | undefined, asked: AskedTask | undefined, hasTimes: boolean): AlignedRow {
  const verdict = verdictOf(past, asked)
  const counts = hasTimes || (verdict !== 'other time' && !isOfTime(verdict, past, asked))
  return { id, ...(past && { past }), ...(asked && { asked }), verdict: counts ? verdict : 'same' }
}

/** An input that holds a time, or an id made of one. */
function isOfTime(verdict: Verdict, past: PastTask | undefined, asked: AskedTask | undefined): boolean {
  return verdict === 'other input' && isSameButForTimes(past?.input, asked?.input)
}

function verdictOf(past: PastTask | undefined, asked: AskedTask | undefined): Verdict {
  if (!past) return 'new'
  if (!asked) return 'not asked'
  if (asked.isLate) return 'asked too late'
  if (past.type !== asked.type) return 'other kind'
  if (past.name?.toLowerCase() !== asked.name?.toLowerCase()) return 'other name'
  if (past.type === 'TimerCreated') return past.fireAt === asked.fireAt ? 'same' : 'other time'
  if (past.type === 'EventSent') return 'same' // its input holds times and ids of its own
  if ((past.input ?? 'null') !== (asked.input ?? 'null')) return 'other input'
  return past.instanceId === asked.instanceId ? 'same' : 'other instance'
}
