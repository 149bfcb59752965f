import type { HistoryEvent } from '#durable/history-event.ts'
import type { StretchEnd } from '#durable/inspection.ts'
import type { CodeLine } from '#durable/trace.ts'
import { CompoundTask, Task } from '#replay/task.ts'
import {
  beginOrchestrator,
  goOn,
  type OrchestrationHandler,
  type RunFacts,
} from '../durable-functions/orchestrator-run.ts'
import { awaitedText } from '../../inspection/awaited-text.ts'
import { preview } from './preview.ts'
import { currentLine, localsAt, record } from './recorder.ts'
import type { Looker } from '../../inspection/look.ts'

/** What the code was given when it went on. */
interface Given {
  readonly value: unknown
  readonly isFailure: boolean
}

interface Code {
  readonly handler: OrchestrationHandler
  readonly context: { df?: unknown }
  readonly facts: RunFacts
}

/**
 * Runs an orchestrator against its history, event by event, and tells what each stretch did. `as`: every event is new
 * to the code, as it was once, or all of them are long past, as they are for every later episode.
 *
 * Answers with the position of the event where it stopped, the length of history when it saw all of it.
 */
export function runThrough({ handler, context, facts }: Code, as: 'new' | 'replayed', looker: Looker): number {
  const madeAt = new Map<Task, CodeLine>()
  let event = 0
  let episode = -1

  const observe = (given: Given | undefined, resume: () => Step): Step => {
    let end: StretchEnd = { kind: 'threw', text: '' }
    let yielded: unknown
    try {
      return record(
        () => {
          try {
            const { done, value } = resume()
            yielded = done === true ? undefined : value
            end =
              done === true ? { kind: 'returned', text: preview(value) } : { kind: 'yielded', awaited: wordsFor(value) }
            return { done, value }
          } catch (error) {
            end = { kind: 'threw', text: preview(error) }
            throw error
          }
        },
        ({ lines, stop }) => {
          const at = stop?.at
          looker.onStretch({
            event,
            episode,
            lines,
            at,
            end,
            made: linesOf(yielded, madeAt, at),
            given: given && { text: () => preview(given.value), isFailure: given.isFailure },
            locals: () => (stop ? localsAt(stop, (value) => value === context || value === context.df) : []),
          })
        },
      )
    } finally {
      madeAt.clear()
    }
  }

  const run = beginOrchestrator((given) => observed(handler(given), observe), context, facts)
  run.tasks.add = (task) => {
    const line = currentLine()
    if (line) madeAt.set(task, line)
  }
  for (const next of facts.history) {
    if (looker.isDone() || run.execution.isDone) break
    if (next.type === 'OrchestratorStarted') episode++
    goOn(run, as === 'new' ? [next] : [next, later], 0)
    event++
  }
  return looker.isDone() ? event - 1 : facts.history.length
}

interface Step {
  readonly done?: boolean | undefined
  readonly value: unknown
}

/** An episode that never comes: before it, all is past. Its time moves no clock. */
const later: HistoryEvent = { type: 'OrchestratorStarted', at: -Infinity as HistoryEvent['at'] }

type Observe = (given: Given | undefined, resume: () => Step) => Step

/** The coroutine, watched. What is none is left as it is: it fails in the words that it would fail with. */
function observed(coroutine: unknown, observe: Observe): unknown {
  if (!isCoroutine(coroutine)) return coroutine
  let isFirst = true
  const go = (given: Given, resume: () => Step): Step => {
    const answered = isFirst ? undefined : given
    isFirst = false
    return observe(answered, resume)
  }
  return {
    next: (value: unknown) => go({ value, isFailure: false }, () => coroutine.next(value)),
    throw: (error: unknown) => go({ value: error, isFailure: true }, () => coroutine.throw(error)),
  }
}

function isCoroutine(value: unknown): value is { next(value: unknown): Step; throw(error: unknown): Step } {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'
}

function wordsFor(yielded: unknown): string {
  return yielded instanceof Task ? awaitedText(yielded) : preview(yielded)
}

function schedules({ asked }: Task): boolean {
  return asked !== undefined && !['WaitForExternalEvent', 'WhenAll', 'WhenAny'].includes(asked.type)
}

/** The lines, other than the yield's own, where the tasks were made that it hands out. A wait for an event schedules nothing. */
function linesOf(yielded: unknown, madeAt: ReadonlyMap<Task, CodeLine>, own: CodeLine | undefined): CodeLine[] {
  const lines = new Map<string, CodeLine>()
  const waiting: unknown[] = [yielded]
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    if (!(task instanceof Task)) continue
    const at = madeAt.get(task)
    if (at && schedules(task) && (at.file !== own?.file || at.line !== own.line)) lines.set(`${at.line} ${at.file}`, at)
    if (task instanceof CompoundTask) waiting.push(...task.children.slice(0, 1000))
  }
  return [...lines.values()]
}
