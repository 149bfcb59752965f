import { isSameButForTimes } from '#durable/history-check.ts'
import type { EndStatus, HistoryEvent } from '#durable/history-event.ts'
import { MOST_INPUT } from '#durable/trace.ts'
import { align, type AlignedRow, isDifferent, scheduledIn } from './align.ts'

/** What came of a task: its result, or why it failed. */
export interface TaskEnd {
  readonly hasFailed: boolean
  readonly text: string
}

/** A task of two runs. */
export interface ComparedRow extends AlignedRow {
  readonly pastEnd?: TaskEnd
  readonly askedEnd?: TaskEnd
}

export interface RunEnd {
  readonly status: EndStatus
  readonly text: string
}

/** Two runs beside each other, by sequence number. */
export interface Comparison {
  readonly rows: readonly ComparedRow[]
  /** The first task that differs: in what was asked for, or in what came of it. */
  readonly differsAt?: number
  /** How each of them ended; `undefined` for one that had not. */
  readonly ends: readonly [one: RunEnd | undefined, other: RunEnd | undefined]
}

/** Holds one history beside another: what was asked for, and what came of it. Times count where both tell them exactly. */
export function compareRuns(
  one: readonly HistoryEvent[],
  other: readonly HistoryEvent[],
  hasTimes: boolean,
): Comparison {
  const [ends, otherEnds] = [taskEnds(one), taskEnds(other)]
  const rows = align(one, scheduledIn(other), hasTimes, false).rows.map((row): ComparedRow => {
    const [pastEnd, askedEnd] = [ends.get(row.id), otherEnds.get(row.id)]
    const verdict =
      row.verdict === 'new'
        ? 'only here'
        : row.verdict === 'same' && !isSameEnd(pastEnd, askedEnd, hasTimes)
          ? 'other result'
          : row.verdict
    return { ...row, verdict, ...(pastEnd && { pastEnd }), ...(askedEnd && { askedEnd }) }
  })
  const differsAt = rows.find(({ verdict }) => isDifferent(verdict))?.id
  return { rows, ...(differsAt !== undefined && { differsAt }), ends: [runEnd(one), runEnd(other)] }
}

function isSameEnd(one: TaskEnd | undefined, other: TaskEnd | undefined, hasTimes: boolean): boolean {
  if (one?.hasFailed !== other?.hasFailed) return false
  return hasTimes ? one?.text === other?.text : isSameButForTimes(one?.text, other?.text)
}

function taskEnds(history: readonly HistoryEvent[]): ReadonlyMap<number, TaskEnd> {
  const ends = new Map<number, TaskEnd>()
  for (const event of history) {
    const id = 'taskScheduledId' in event ? event.taskScheduledId : 'timerId' in event ? event.timerId : undefined
    if (id !== undefined && !ends.has(id)) ends.set(id, taskEnd(event))
  }
  return ends
}

function taskEnd(event: HistoryEvent): TaskEnd {
  if ('reason' in event) {
    const { failureDetails } = event as Extract<HistoryEvent, { type: 'TaskFailed' }>
    return { hasFailed: true, text: cut(failureDetails?.ErrorMessage ?? event.reason) }
  }
  return { hasFailed: false, text: 'result' in event ? cut(event.result ?? 'null') : 'fired' }
}

function runEnd(history: readonly HistoryEvent[]): RunEnd | undefined {
  const end = history.findLast((event) => event.type === 'ExecutionCompleted')
  return end && { status: end.status, text: cut(end.result ?? 'null') }
}

function cut(text: string): string {
  return text.slice(0, MOST_INPUT)
}
