import { isFinal, type Instance } from '#durable/instance.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { CodeLine, Episode, FirstYield } from '#durable/trace.ts'
import type { LineMark } from '../editor/line-mark.ts'
import { i18n } from '../i18n/i18n.ts'

interface Run {
  readonly instance: Instance | null
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

/** The episode that a selection means: its own, the one that wrote its event, or the last. */
export function episodeOf({ episodes }: Run, selection: Selection | null): Episode | undefined {
  const { episode, event } = selection ?? {}
  if (episode !== undefined) return episodes.find(({ index }) => index === episode)
  if (event !== undefined) return episodes.find(({ from, to }) => from <= event && event < to)
  return episodes.at(-1)
}

/** Where in the code the selected event was asked for, or where the selected episode came to a stop. */
export function placeOf(run: Run, { event, episode }: Selection): CodeLine | undefined {
  if (event === undefined)
    return episode === undefined ? undefined : lastYield(episodeOf(run, { ...nowhere, episode }))?.at
  const id = taskIdOf(run.history[event])
  if (id === undefined) return undefined
  return run.episodes.flatMap(({ trace }) => trace.yields).find(({ taskIds }) => taskIds.includes(id))?.at
}

/** What each line of a file did in an episode: grey for what was replayed, bright for what was new, and where it waits. */
export function lineMarks(run: Run, shown: Episode, file: string): LineMark[] {
  const isLong = shown.to > MOST_READ
  const answers = isLong ? new Map<number, string>() : answersIn(run.history, shown.to)
  const byLine = new Map<number, LineMark>()
  for (const episode of isLong ? [shown] : run.episodes) {
    if (episode.index > shown.index) break
    for (const first of episode.trace.yields) {
      if (first.at?.file !== file) continue
      const { line } = first.at
      const count = (byLine.get(line)?.count ?? 0) + shown.index - episode.index + 1
      const told = episode === shown ? newlyReached(run, shown, first) : replayed(first, answers)
      byLine.set(line, { line, count, ...told })
    }
  }
  return [...byLine.values()].toSorted((a, b) => a.line - b.line)
}

/** A longer history is not read through at every commit: of such a run the shown episode's own lines are marked. */
const MOST_READ = 20_000

const nowhere = { instanceId: '', executionId: '' }

type Told = Pick<LineMark, 'kind' | 'text'>

function replayed(first: FirstYield, answers: ReadonlyMap<number, string>): Told {
  const result = resultOf(first, answers)
  return { kind: 'replayed', ...(result === undefined ? {} : { text: i18n._('from history: {result}', { result }) }) }
}

function newlyReached(run: Run, shown: Episode, first: FirstYield): Told {
  if (first !== lastYield(shown) || first.action === 'completed') return { kind: 'new' }
  const waitsNow = shown === run.episodes.at(-1) && run.instance !== null && !isFinal(run.instance.status)
  return { kind: 'stopped', text: waitsNow ? i18n._('waits here') : i18n._('stopped here') }
}

function lastYield(episode: Episode | undefined): FirstYield | undefined {
  return episode?.trace.yields.at(-1)
}

/** What the events before a position answered, as JSON, by the id of the task that asked. */
function answersIn(history: readonly HistoryEvent[], end: number): ReadonlyMap<number, string> {
  const answers = new Map<number, string>()
  for (const event of history.slice(0, end)) {
    const id = answeredId(event)
    if (id !== undefined && 'result' in event) answers.set(id, event.result ?? 'null')
  }
  return answers
}

/** Of several tasks, their answers as a list; nothing while one is missing, or failed. */
function resultOf({ taskIds }: FirstYield, answers: ReadonlyMap<number, string>): string | undefined {
  const known = taskIds.flatMap((id) => answers.get(id) ?? [])
  if (known.length === 0 || known.length < taskIds.length) return undefined
  return known.length === 1 ? known[0] : `[${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}]`
}

function taskIdOf(event: HistoryEvent | undefined): number | undefined {
  if (event === undefined) return undefined
  return 'id' in event ? event.id : answeredId(event)
}

function answeredId(event: HistoryEvent): number | undefined {
  if ('taskScheduledId' in event) return event.taskScheduledId
  return 'timerId' in event ? event.timerId : undefined
}
