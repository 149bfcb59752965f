import type { CompletionEvent } from '#durable/history-event.ts'
import type { Dialect } from './dialect.ts'
import { waitsForAnswer } from './entity-tasks.ts'
import type { Task } from './task.ts'

/** Sequence numbers, event names and ids of messages share one table, as in the real SDK: rule E3. */
type Key = number | string

/** A completion that came before its task was open, and whether it belongs to an earlier episode. */
export interface EarlyEvent {
  readonly event: CompletionEvent
  readonly isReplayed: boolean
  isTaken?: boolean
}

/** What an execution has open: tasks under their sequence numbers, waiters under names, and completions that came early. */
export class OpenTasks {
  private readonly dialect: Dialect
  /** By sequence number: these are dense and many, so a list. What waits under a name stands in the maps. */
  private readonly numbered: (Task | undefined)[] = []
  private readonly renamed = new Map<Key, Task>()
  private readonly waiting = new Map<Key, Task[]>()
  private readonly early = new Map<Key, EarlyEvent[]>()

  constructor(dialect: Dialect) {
    this.dialect = dialect
  }

  open(id: number, task: Task): void {
    this.numbered[id] = task
  }

  waitFor(name: Key, task: Task): void {
    const key = this.nameKey(name)
    const waiters = this.waiting.get(key)
    if (waiters) waiters.push(task)
    else this.waiting.set(key, [task])
  }

  /** Rule P5: a second waiter for an id is one as for a name, unless the task itself is still open. */
  openAgain(id: Key, task: Task): void {
    if (typeof id === 'number' && this.numbered[id]) throw this.dialect.openedTwice?.(task.asked?.type)
    this.waitFor(id, task)
  }

  /** Takes what the event completes: a task by its id, else the waiter that came last (rule E1). Nobody: it is kept as early. */
  completedBy(event: CompletionEvent, isReplayed: boolean): Task | undefined {
    const key = this.keyOf(event)
    const task = typeof key === 'string' ? this.takeNamed(key) : this.takeNumbered(key)
    if (task === undefined) this.keep(key, { event, isReplayed })
    return task
  }

  /** Takes the completion that came before this id or name was opened: rules E2, P2. */
  takeEarly(id: Key): EarlyEvent | undefined {
    if (this.early.size === 0) return undefined
    const key = this.nameKey(id)
    const queue = this.early.get(key)
    const first = this.dialect.early === 'all' ? queue?.shift() : queue?.[0]
    if (queue?.length === 0) this.early.delete(key)
    if (first) first.isTaken = true
    return first
  }

  /** Rule X1: the host has sent the request as a message; what answers it will be named by that message's id. */
  rename(id: number, message: string | null): void {
    const task = this.numbered[id]
    if (task === undefined || !waitsForAnswer(task)) return
    const request = JSON.parse(message ?? 'null') as { readonly id: unknown }
    const key = this.nameKey(String(request.id))
    this.numbered[id] = undefined
    if (typeof key === 'number') this.numbered[key] = task
    else this.renamed.set(key, task)
  }

  /** External events that came and for which no code has waited yet, by name. */
  unclaimedEvents(): string[] {
    return [...this.early.values()].flatMap((queue) =>
      queue.flatMap(({ event, isTaken }) => ('name' in event && !isTaken ? [event.name] : [])),
    )
  }

  private takeNumbered(key: number): Task | undefined {
    const task = this.numbered[key]
    if (task === undefined) return this.takeNamed(key)
    this.numbered[key] = undefined
    return task
  }

  private takeNamed(key: Key): Task | undefined {
    const renamed = this.renamed.get(key)
    if (renamed !== undefined) {
      this.renamed.delete(key)
      return renamed
    }
    const waiters = this.waiting.get(key)
    const last = waiters?.pop()
    if (waiters?.length === 0) this.waiting.delete(key)
    return last
  }

  private keep(key: Key, early: EarlyEvent): void {
    const queue = this.early.get(key)
    if (queue && this.dialect.early === 'all') queue.push(early)
    else this.early.set(key, [early])
  }

  private keyOf(event: CompletionEvent): Key {
    if (event.type === 'TimerFired') return event.timerId
    return event.type === 'EventRaised' ? this.nameKey(event.name) : event.taskScheduledId
  }

  /** Task ids and event names may share one table, so an event named `"0"` completes the task 0: rules E3, P3. */
  private nameKey(name: Key): Key {
    const isId = typeof name === 'string' && this.dialect.names === 'among ids' && /^(?:0|[1-9]\d{0,8})$/.test(name)
    return isId ? Number(name) : name
  }
}
