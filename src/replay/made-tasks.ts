import type { CodeLine, UnaskedTask } from '#durable/trace.ts'
import type { Asked } from './asked.ts'
import type { Task } from './task.ts'

/** What is known of a task beside what it asks for. `place` is an `Error` made where it was made: dear to read, so read late. */
interface Made {
  readonly index: number
  readonly task: Task
  readonly place: unknown
}

/** Tasks of earlier episodes that nobody had asked for, by the order in which the code makes its tasks. */
export type Remembered = ReadonlyMap<number, CodeLine | undefined>

/** More are not followed: a fan-out of thousands is yielded in one piece. */
const MOST = 100

/**
 * The tasks that an execution's code has made and not yielded (rule I3), with the place of each where that is known:
 * only what is made beyond the past is looked at, and what `remembered` tells from the episodes before.
 */
export class MadeTasks {
  private count = 0
  private open: Made[] = []
  private readonly isPast: () => boolean
  private readonly remembered: Remembered | undefined

  /** Without `remembered` nobody knows the episodes before, and all of them are looked at. */
  constructor(isPast: () => boolean, remembered: Remembered | undefined) {
    this.isPast = isPast
    this.remembered = remembered
  }

  add(task: Task): void {
    const index = this.count++
    const isKnown = this.remembered?.has(index) ?? false
    if (this.remembered && !isKnown && this.isPast()) return
    if (this.open.length >= MOST) this.open = this.open.filter(isUnasked)
    if (this.open.length < MOST) this.open.push({ index, task, place: isKnown ? undefined : new Error('made here') })
  }

  /** Another task has taken its place. */
  drop(task: Task): void {
    this.open = this.open.filter((made) => made.task !== task)
  }

  /** Those that are not inside another one of them, and what to remember of all. `lineOf` reads a place. */
  unasked(lineOf: (place: unknown) => CodeLine | undefined): { list: UnaskedTask[]; remembered: Remembered } {
    this.open = this.open.filter(isUnasked)
    const remembered = new Map(
      this.open.map(({ index, place }) => [index, this.remembered?.get(index) ?? lineOf(place)] as const),
    )
    const tasks = new Set(this.open.map(({ task }) => task))
    const outer = this.open.filter(({ task: { parent } }) => !parent || !tasks.has(parent))
    return { list: outer.flatMap(({ index, task }) => unaskedOf(task.asked, remembered.get(index))), remembered }
  }
}

const isUnasked = ({ task }: Made) => !task.isScheduled

/** A task that nobody asked for, as a trace tells it; nothing for one that asks for nothing. */
export function unaskedOf(asked: Asked | undefined, at: CodeLine | undefined): UnaskedTask[] {
  if (!asked) return []
  const name = nameOf(asked)
  return [{ action: asked.type, ...(typeof name === 'string' && { name }), ...(at && { at }) }]
}

function nameOf(asked: Asked): unknown {
  if ('name' in asked) return asked.name
  if ('operation' in asked) return asked.instanceId
  return 'request' in asked ? asked.request.uri : undefined
}
