import { oneLine } from '#base/one-line.ts'
import type { EpochMs } from '#base/units.ts'
import type { Group } from '../model/groups.ts'
import type { TimelineModel } from '../model/model.ts'
import type { Span } from '../model/span.ts'

/** Beyond so many bars mermaid draws for minutes, or not at all: then the bars of a group are drawn as one. */
const MOST_BARS = 500

/** A name longer than this is no label. */
const MOST_CHARACTERS = 60

/** The run as text for mermaid's Gantt chart. `now` is where what goes on ends; `nameOf` names a group that has no name. */
export function mermaidText(
  title: string,
  model: TimelineModel,
  now: EpochMs,
  nameOf: (group: Group) => string,
): string {
  const isLong = model.spans.length > MOST_BARS
  const lines = [
    'gantt',
    `    title ${plain(title)}`,
    '    dateFormat x',
    '    axisFormat %H:%M:%S',
    ...model.groups.flatMap((group) => sectionOf(group, nameOf(group), isLong, now)),
  ]
  return `${lines.join('\n')}\n`
}

function sectionOf(group: Group, name: string, isLong: boolean, now: EpochMs): string[] {
  const [first] = group.spans
  if (first === undefined) return []
  const bars =
    isLong && group.spans.length > 1
      ? [wholeGroup(group, name, first, now)]
      : group.spans.map((span) => barOf(span, name, now))
  return [`    section ${plain(name)}`, ...bars.map((bar) => `    ${bar}`)]
}

function wholeGroup(group: Group, name: string, first: Span, now: EpochMs): string {
  const { counts } = group
  let end: number = first.start
  for (const span of group.spans) end = Math.max(end, span.end ?? now)
  const tag = counts.failed > 0 ? 'crit, ' : counts.running + counts.waiting > 0 ? 'active, ' : 'done, '
  const failed = counts.failed > 0 ? ` (${counts.failed} failed)` : ''
  return `${plain(name)} × ${group.spans.length}${failed} :${tag}${Math.round(first.start)}, ${Math.round(end)}`
}

function barOf(span: Span, name: string, now: EpochMs): string {
  const label = plain(span.input === null ? name : `${name} ${span.input}`)
  const start = Math.round(span.start)
  if (span.isPoint) return `${label} :milestone, ${start}, 0d`
  return `${label} :${tagOf(span)}${start}, ${Math.max(start, Math.round(span.end ?? now))}`
}

function tagOf({ status }: Span): string {
  if (status === 'failed') return 'crit, '
  return status === 'running' || status === 'waiting' ? 'active, ' : 'done, '
}

/** What mermaid reads as more than text is written as something that looks alike. */
export function plain(text: string): string {
  const line = oneLine(text)
    .replaceAll(':', '∶')
    .replaceAll(/[;,]/g, ' ')
    .replaceAll('#', '＃')
    .replaceAll('%%', '％')
    .trim()
  const name = line === '' ? '-' : line
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name
}
