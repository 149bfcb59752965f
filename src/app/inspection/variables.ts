import type { Inspection, Local, StretchEnd } from '#durable/inspection.ts'
import type { CodeLine } from '#durable/trace.ts'
import { isWaiting, ranBy } from './standing.ts'

export interface Variable extends Local {
  /** It is new, or has another value than at the stop before. */
  readonly isChanged: boolean
}

/** Where code stood at a moment, and what it held there. */
export interface Stand {
  readonly at: CodeLine | undefined
  readonly end: StretchEnd
  readonly isWaiting: boolean
  readonly variables: readonly Variable[]
}

/** `undefined`: the code had not begun yet. */
export function standAt(inspection: Inspection, position: number): Stand | undefined {
  const ran = ranBy(inspection, position)
  const last = ran.at(-1)
  if (last === undefined) return undefined
  const before = new Map(ran.at(-2)?.locals.map(({ name, text }) => [name, text]))
  return {
    at: last.at,
    end: last.end,
    isWaiting: isWaiting(last, position),
    variables: last.locals.map((local) => ({ ...local, isChanged: before.get(local.name) !== local.text })),
  }
}
