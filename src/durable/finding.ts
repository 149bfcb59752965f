import type { CodeLine } from './trace.ts'

/** What makes an orchestrator's code do something else in one replay than in another. */
export const findingCauses = [
  'clock',
  'random',
  'uuid',
  'timer',
  'network',
  'io',
  'environment',
  'async',
  'state',
] as const

export type FindingCause = (typeof findingCauses)[number]

/** Something that need not be the same in every replay, used inside an orchestrator: seen as it ran, or read in its code. */
export interface Finding {
  readonly cause: FindingCause
  /** As code says it: `Math.random()`, `process.env.MODE`, `counter`. */
  readonly call: string
  /** Missing when the language worker could not tell. */
  readonly at?: CodeLine
}

/** The most that are kept of one instance. */
export const MOST_FINDINGS = 20

/** Those of before and what is new among the others, no more than are kept. */
export function withNewFindings(before: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const fresh = found.filter((each) => !before.some((known) => isSame(each, known)))
  return fresh.length === 0 ? before : [...before, ...fresh].slice(0, MOST_FINDINGS)
}

function isSame(a: Finding, b: Finding): boolean {
  return a.cause === b.cause && a.call === b.call && a.at?.file === b.at?.file && a.at?.line === b.at?.line
}
