import type { HistoryEvent } from '#durable/history-event.ts'
import type { LineRuns, StretchEnd } from '#durable/inspection.ts'
import { Task } from '#replay/task.ts'
import { awaitedText, pythonWords } from '../../inspection/awaited-text.ts'
import type { Looker } from '../../inspection/look.ts'
import { codeLine, type PythonCoroutine, type PythonEpisode } from '../durable/coroutine.ts'
import { beginPython, type PythonFacts } from '../durable/run.ts'

/** What `Look.seen` of `_look.py` tells of a stretch. */
interface Seen {
  readonly lines: readonly (readonly [file: string, line: number, times: number])[]
  readonly at: string
  readonly given: string
  readonly ended: string
  readonly locals: readonly (readonly [name: string, text: string])[]
}

type Step = ReturnType<PythonCoroutine['next']>

/**
 * Runs an orchestrator against its history, event by event, and tells what each stretch did; see the same of JavaScript.
 * Answers with the position of the event where it stopped, the length of history when it saw all of it.
 */
export function runThrough(
  episode: PythonEpisode,
  history: readonly HistoryEvent[],
  facts: PythonFacts,
  as: 'new' | 'replayed',
  looker: Looker,
): number {
  let event = 0
  let index = -1
  let isFirst = true

  const observe = (isFailure: boolean, resume: () => Step): Step => {
    let end: StretchEnd | undefined
    try {
      const step = resume()
      if (!step.done) end = { kind: 'yielded', awaited: wordsFor(step.value) }
      return step
    } finally {
      const { lines, at, given, ended, locals } = JSON.parse(episode.seen()) as Seen
      looker.onStretch({
        event,
        episode: index,
        lines: lines.map(([file, line, times]): LineRuns => ({ file, line, times })),
        at: codeLine(at),
        end: end ?? { kind: episode.end === RETURNED ? 'returned' : 'threw', text: ended },
        made: [],
        given: isFirst ? undefined : { text: () => given, isFailure },
        locals: () => locals.map(([name, text]) => ({ name, text })),
      })
      isFirst = false
    }
  }

  episode.look_on()
  episode.remember('[]') // nobody here asks which tasks were never yielded
  const begun = beginPython(episode, history, facts, (coroutine) => ({
    next: (value) => observe(false, () => coroutine.next(value)),
    throw: (error) => observe(true, () => coroutine.throw(error)),
  }))
  if (!begun) throw new Error('The orchestrator could not be replayed.')
  const { execution, coroutine } = begun
  try {
    for (const next of coroutine ? history : []) {
      if (looker.isDone() || execution.isDone) break
      if (next.type === 'OrchestratorStarted') index++
      execution.process(as === 'new' ? [next] : [next, later, later])
      event++
    }
  } finally {
    coroutine?.destroy()
  }
  return looker.isDone() ? event - 1 : history.length
}

/** As `End.RETURNED` in `_episode.py`. */
const RETURNED = 0

/** Episodes that never come: before them, all is past. Their time moves no clock. */
const later: HistoryEvent = { type: 'OrchestratorStarted', at: -Infinity as HistoryEvent['at'] }

function wordsFor(yielded: unknown): string {
  return yielded instanceof Task ? awaitedText(yielded, pythonWords) : 'no task'
}
