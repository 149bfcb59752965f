import type { LogLevel, LogLine } from '#durable/trace.ts'
import { isoTime } from '../payload/format.ts'

/** Which lines are shown. */
export interface LineFilter {
  readonly text: string
  readonly atLeast: LogLevel
  /** Lines of this instance alone; of all when `null`. */
  readonly instanceId: string | null
  /** Lines of this function alone; of all when `null`. */
  readonly functionName: string | null
  /** Whether lines that an orchestrator wrote again while replaying are shown. */
  readonly withReplayed: boolean
}

const levels: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical']

/** Whether a line passes. */
export function passes(filter: LineFilter): (line: LogLine) => boolean {
  const { text, atLeast, instanceId, functionName, withReplayed } = filter
  const wanted = text.trim().toLowerCase()
  const least = levels.indexOf(atLeast)
  return (line) =>
    levels.indexOf(line.level) >= least &&
    (withReplayed || line.isReplaying !== true) &&
    (functionName === null || line.functionName === functionName) &&
    (instanceId === null || line.instanceId === instanceId) &&
    (wanted === '' || line.text.toLowerCase().includes(wanted))
}

/** The functions that wrote lines, by name. */
export function functionsIn(lines: readonly LogLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ functionName }) => functionName ?? []))].toSorted()
}

/** A line as Azure Functions Core Tools print it: `[2026-11-20T04:05:06.789Z] text`. */
export function coreToolsLine({ at, text }: LogLine): string {
  return `[${isoTime(at)}] ${text}`
}

/** Longer lines are cut until somebody asks: a thousand of 32 KB would drown the page. */
const MAX_CHARACTERS = 600
const MAX_LINES = 4

/** The start of a long text, or `undefined` when it is short enough to show whole. */
export function startOf(text: string): string | undefined {
  const start = text.slice(0, MAX_CHARACTERS).split('\n').slice(0, MAX_LINES).join('\n')
  return start.length < text.length ? start : undefined
}
