import type { Finding } from '#durable/finding.ts'
import { findingWords } from '#durable/finding-words.ts'
import type { CodeLine, Episode } from '#durable/trace.ts'
import { align, type AlignedRow, type Alignment } from './align.ts'
import type { Explanation } from './explanation.ts'
import type { Known } from './explain.ts'
import { fixesAt } from './fixes-at.ts'
import { taskInWords } from './words.ts'

/** What most likely made the code ask for something else. */
interface Cause {
  readonly cause: string
  readonly why: string
  readonly cure: string
  readonly at?: CodeLine
}

/** Where the code asked for something else than history says: what failed the instance, or what was let pass. */
export function partings(known: Known): Explanation[] {
  const { instance, history, episodes } = known
  const told = episodes.findLast(({ trace }) => trace.asked !== undefined)
  if (!told?.trace.asked) return []
  const alignment = align(history.slice(0, told.to), told.trace.asked)
  const isFatal = alignment.stopsAt !== undefined && instance.status === 'Failed'
  const id = isFatal ? alignment.stopsAt : alignment.passesAt
  const row = alignment.rows.find((each) => each.id === id)
  if (!row) return []
  const cause = causeOf(row, alignment, told, known)
  return [
    {
      kind: isFatal ? 'parted' : 'passed',
      cause: cause.cause,
      title: isFatal
        ? 'The code asked for something else than its history says'
        : 'The code now asks for something else, and nobody noticed',
      text: `${difference(row)} ${isFatal ? FATAL : PASSED} ${cause.why}`,
      cure: cause.cure,
      ...placeOf(cause, row),
      alignment,
      fixes: fixesAt(known.problems, cause.cause, cause.at),
    },
  ]
}

const FATAL = 'A replay must ask for the same tasks in the same order, so the instance failed.'
const PASSED = 'Only kinds and names are compared, so the result in history counts, without an error: on Azure too.'

function placeOf(cause: Cause, row: AlignedRow): { at?: CodeLine } {
  const at = cause.at ?? row.asked?.at
  return at ? { at } : {}
}

function difference({ id, past, asked, verdict }: AlignedRow): string {
  const before = past ? taskInWords(past) : 'nothing'
  if (verdict === 'not asked') return `Task ${id} was ${before}; this time the code did not ask for it.`
  if (verdict === 'asked too late') return `Task ${id} was ${before}; this time the code asked for it only later.`
  if (verdict === 'other input') return `Task ${id}, ${before}, was asked for with another input this time.`
  if (verdict === 'other time') return `Task ${id}, ${before}, was to fire at another time this time.`
  if (verdict === 'other instance') return `Task ${id}, ${before}, was to have another instance id this time.`
  return `Task ${id} was ${before}; this time the code asked for ${asked ? taskInWords(asked) : 'nothing'}.`
}

/** Code that was changed in between is the first suspect, then what the code was seen to use, then its order. */
function causeOf(row: AlignedRow, { rows }: Alignment, told: Episode, known: Known): Cause {
  const { episodes, instance } = known
  const scheduledBy = episodes.find(({ from, to }) => row.past && row.past.position >= from && row.past.position < to)
  const isReordered = sameTasks(rows)
  if (scheduledBy && scheduledBy.build !== told.build) return changedCode(isReordered)
  const finding = suspect(told.trace.findings ?? instance.findings ?? [], row.asked?.at)
  if (finding) return { ...findingWords(finding), cause: finding.cause, ...(finding.at && { at: finding.at }) }
  return isReordered ? CHANGED_ORDER : UNKNOWN
}

const CHANGED_ORDER: Cause = {
  cause: 'changed-order',
  why: 'The same tasks came in another order, so something that orders them is not the same in every replay: a list or map that other code fills, or results in the order in which they arrived.',
  cure: 'Order tasks by what history keeps: the input, or the results of activities.',
}

const UNKNOWN: Cause = {
  cause: 'unknown',
  why: 'Something that the code looks at was not the same as before.',
  cure: 'Look for what the code reads beside its input and the results of its tasks: the clock, chance, settings, variables of the module.',
}

function changedCode(isReordered: boolean): Cause {
  const what = isReordered ? 'so that the same tasks come in another order' : 'since then'
  return {
    cause: 'changed-code',
    why: `The code was changed ${what}, while this instance was under way.`,
    cure: 'Let running instances end before a change of what is asked for and in which order, or let new ones go by another version or name.',
  }
}

/** Of what was used, the last place before the task that differs; else the first. */
function suspect(findings: readonly Finding[], asked: CodeLine | undefined): Finding | undefined {
  const before = findings.filter(({ at }) => at && asked && at.file === asked.file && at.line <= asked.line)
  const [nearest] = before.toSorted((a, b) => (b.at?.line ?? 0) - (a.at?.line ?? 0))
  return nearest ?? findings[0]
}

/** Whether both columns hold the same tasks, as far as both go. */
function sameTasks(rows: readonly AlignedRow[]): boolean {
  const both = rows.filter(({ past, asked }) => past && asked)
  const names = (side: 'past' | 'asked') =>
    both
      .map((row) => `${row[side]?.type} ${row[side]?.name} ${row[side]?.input}`)
      .toSorted()
      .join('\n')
  return both.length > 1 && names('past') === names('asked')
}
