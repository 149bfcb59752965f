import type { Inspection, LineRuns, Stretch } from '#durable/inspection.ts'
import type { CodeLine, Episode } from '#durable/trace.ts'
import type { LineMark } from '../editor/line-mark.ts'
import { i18n } from '../i18n/i18n.ts'
import type { Moment } from './moment.ts'
import { isWaiting, ranBy } from './standing.ts'

interface Heat {
  readonly inspection: Inspection
  readonly episodes: readonly Episode[]
  readonly moment: Moment
  /** The instance waits there now, and did not only then. */
  readonly isNow: boolean
}

interface Warm {
  kind: LineMark['kind']
  count: number
  text?: string
}

/**
 * What each line of a file had done at a moment: run again from history, run for the first time, or stopped; how often, in
 * this episode and all before it together; and what its `yield` was answered.
 */
export function heatOf({ inspection, episodes, moment, isNow }: Heat, file: string): LineMark[] {
  const { index, from } = moment.episode
  const warm = new Map<number, Warm>()
  const warmed = (line: number): Warm => {
    const known = warm.get(line) ?? { kind: 'replayed', count: 0 }
    warm.set(line, known)
    return known
  }
  const add = (runs: readonly LineRuns[], times: number, kind?: 'new') => {
    for (const run of runs) {
      if (run.file !== file) continue
      const line = warmed(run.line)
      line.count += run.times * times
      if (kind) line.kind = kind
    }
  }

  for (const run of inspection.earlier) {
    if (run.file === file && run.again > 0) warmed(run.line).count += run.first + run.again * index - run.weighed
  }
  const ran = ranBy(inspection, moment.position)
  const firstEpisode = episodeIndices(episodes)
  for (const stretch of ran) {
    const isNew = stretch.event >= from
    if (isNew) add(stretch.lines, 1, 'new')
    else {
      add(stretch.linesAgain, index - firstEpisode(stretch.event))
      add(stretch.lines.filter(isIn(stretch.linesAgain)), 1)
    }
  }
  for (const stretch of ran) say(stretch, moment, file, warmed)
  stop(ran.at(-1), moment, file, isNow, warmed)
  return [...warm].map(([line, mark]) => ({ line, ...mark })).toSorted((a, b) => a.line - b.line)
}

/** What a yield was given, or that the tasks it waits for were scheduled just now. */
function say(stretch: Stretch, { position, episode }: Moment, file: string, warmed: (line: number) => Warm): void {
  const { at, answer, made, event } = stretch
  if (event >= episode.from)
    for (const place of made) if (place.file === file) warmed(place.line).text = i18n._('scheduled')
  if (answer === undefined || answer.event >= position || at?.file !== file) return
  warmed(at.line).text = answer.isFailure
    ? i18n._('from history, thrown: {error}', { error: answer.text })
    : i18n._('from history: {result}', { result: answer.text })
}

function stop(
  last: Stretch | undefined,
  { position }: Moment,
  file: string,
  isNow: boolean,
  warmed: (line: number) => Warm,
): void {
  if (last?.at?.file !== file) return
  const line = warmed(last.at.line)
  if (isWaiting(last, position)) {
    line.kind = 'stopped'
    line.text = isNow ? i18n._('waits here') : i18n._('stopped here')
  } else if (last.end.kind === 'returned') line.text = i18n._('returned: {result}', { result: last.end.text })
  else if (last.end.kind === 'threw') line.text = i18n._('threw: {error}', { error: last.end.text })
}

function isIn(runs: readonly LineRuns[]): (run: CodeLine) => boolean {
  const lines = new Set(runs.map(({ file, line }) => `${line} ${file}`))
  return ({ file, line }) => lines.has(`${line} ${file}`)
}

/** The index of the episode that took an event, asked in the order of the events. */
function episodeIndices(episodes: readonly Episode[]): (event: number) => number {
  let at = 0
  return (event) => {
    while (at < episodes.length - 1 && (episodes[at]?.to ?? 0) <= event) at++
    return episodes[at]?.index ?? 0
  }
}
