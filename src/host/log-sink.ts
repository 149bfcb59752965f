import type { LogLevel, LogLine } from '#durable/trace.ts'
import { logRow, type LogRow } from '#storage/hub-db.ts'
import { MOST_LINES } from '#storage/queries.ts'
import type { WorkerLogLine } from '#wire/language-calls.ts'
import type { HubClock } from './hub-clock.ts'

/** What a call's log lines are about. */
export type CallFacts = Pick<LogLine, 'functionName' | 'instanceId' | 'executionId' | 'episode'>

/** Lines wait this long, in real milliseconds, for a commit to take them along. */
const PATIENCE = 50

/**
 * Collects what is written to the console. The commit of an episode takes the lines along, so that they appear together
 * with what they tell of; lines that no commit takes are written by themselves soon after.
 */
export class LogSink {
  private lines: LogLine[] = []
  private readonly calls = new Map<string, CallFacts>()
  private timeout: ReturnType<typeof setTimeout> | undefined
  private levels: readonly (readonly [category: string, level: LogLevel | 'none'])[] = []
  private readonly leastOf = new Map<string, number>()
  private readonly clock: HubClock
  private readonly write: (rows: readonly LogRow[]) => void

  constructor(clock: HubClock, write: (rows: readonly LogRow[]) => void) {
    this.clock = clock
    this.write = write
  }

  /** From now on only lines of these levels are shown, by the beginnings of their categories; the longest counts. */
  show(levels: readonly (readonly [category: string, level: LogLevel | 'none'])[]): void {
    this.levels = levels
    this.leastOf.clear()
  }

  /** Lines of user code that carry this call id are about these facts, until {@link end}. */
  begin(callId: string, facts: CallFacts): void {
    this.calls.set(callId, facts)
  }

  functionOf(callId: string | null | undefined): string | undefined {
    return this.calls.get(callId ?? '')?.functionName
  }

  /** The function of all calls under way, when they are of one. */
  onlyFunction(): string | undefined {
    const names = new Set([...this.calls.values()].map(({ functionName }) => functionName))
    return names.size === 1 ? [...names][0] : undefined
  }

  end(callId: string): void {
    this.calls.delete(callId)
  }

  /** A line of the host itself. */
  host(level: LogLevel, category: string, text: string, facts: CallFacts = {}): void {
    this.add({ at: this.clock.now(), level, category, text, ...facts })
  }

  /** Lines of user code, as the language worker sent them. */
  user(lines: readonly WorkerLogLine[]): void {
    for (const { callId, level, text, at, isReplaying } of lines) {
      const facts = (callId === null ? undefined : this.calls.get(callId)) ?? {}
      const category = facts.functionName ? `Function.${facts.functionName}.User` : 'Host.Console'
      this.add({ at, level, category, text, ...facts, ...(isReplaying !== undefined && { isReplaying }) })
    }
  }

  /** Hands over all that waits. */
  take(): LogRow[] {
    clearTimeout(this.timeout)
    this.timeout = undefined
    const { lines } = this
    if (lines.length === 0) return []
    this.lines = []
    return chunks(lines, MOST_LINES).map(logRow)
  }

  private least(category: string): number {
    const known = this.leastOf.get(category)
    if (known !== undefined) return known
    const least = leastLevel(this.levels, category)
    this.leastOf.set(category, least)
    return least
  }

  private add(line: LogLine): void {
    if (order.indexOf(line.level) < this.least(line.category)) return
    this.lines.push(line)
    this.timeout ??= setTimeout(() => this.write(this.take()), PATIENCE)
  }
}

const order: readonly (LogLevel | 'none')[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none']

/** The level below which lines of a category are not shown, as a place in {@link order}. */
function leastLevel(levels: readonly (readonly [string, LogLevel | 'none'])[], category: string): number {
  const lower = category.toLowerCase()
  let best: readonly [length: number, level: LogLevel | 'none'] = [-1, 'information']
  for (const [name, level] of levels) {
    const isDefault = name.toLowerCase() === 'default'
    const length = isDefault ? 0 : name.length
    if ((isDefault || lower.startsWith(name.toLowerCase())) && length >= best[0]) best = [length, level]
  }
  return order.indexOf(best[1])
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
