import type { JsonText } from '#base/json.ts'
import type { Build } from './build.ts'
import type { Fault } from './fault.ts'
import type { HistoryEvent } from './history-event.ts'
import type { RuntimeStatus } from './instance.ts'

/** A run to be repeated from its beginning, in a hub of its own. */
export interface TrialRun {
  readonly build: Build
  readonly name: string
  readonly instanceId: string
  readonly input: JsonText | null
  readonly version?: string
  /** What goes wrong in it on purpose, each time. */
  readonly faults: readonly Fault[]
  /** What the world outside told it, and how many milliseconds of hub time after its start. */
  readonly raised: readonly { readonly name: string; readonly input: JsonText | null; readonly after: number }[]
}

/** A moment at which the tab closes: before or after the commit of that number, counted from 0 over all executions. */
export interface CrashPoint {
  readonly commit: number
  readonly moment: 'before' | 'after'
}

/** What became of a repetition, in lines that hold no ids and no times. */
export interface Told {
  readonly status: RuntimeStatus
  readonly lines: readonly string[]
  /** How many events each commit of the instance wrote. */
  readonly commits: readonly number[]
  /** It had not ended when nothing moved any more. */
  readonly isWaiting: boolean
}

/** Where two repetitions part: what one of them tells there, and the other. `undefined` on the side that has ended. */
export interface Parting {
  readonly expected: string | undefined
  readonly found: string | undefined
}

/** The run that an instance's executions tell of, the first execution first. `undefined` when they tell of no beginning. */
export function trialRunOf(
  instanceId: string,
  executions: readonly (readonly HistoryEvent[])[],
  build: Build,
  faults: readonly Fault[] = [],
): TrialRun | undefined {
  const started = executions[0]?.find((event) => event.type === 'ExecutionStarted')
  if (started === undefined) return undefined
  const { name, input, version, at } = started
  const raised = raisedIn(executions).map((event) => ({
    name: event.name,
    input: event.input,
    after: Math.max(0, event.at - at),
  }))
  return { build, name, instanceId, input, faults, raised, ...(version !== undefined && { version }) }
}

type Raised = Extract<HistoryEvent, { type: 'EventRaised' }>

/** What the world outside told, each thing once: what an execution handed on to the next is in the histories of both. */
export function raisedIn(executions: readonly (readonly HistoryEvent[])[]): Raised[] {
  const told = new Map<string, number>()
  return executions.flatMap((history) => {
    const own = new Map<string, number>()
    return history.filter((event): event is Raised => {
      if (event.type !== 'EventRaised' || isAnswer(event.name)) return false
      const key = JSON.stringify([event.name, event.at, event.input])
      const count = (own.get(key) ?? 0) + 1
      own.set(key, count)
      if (count <= (told.get(key) ?? 0)) return false
      told.set(key, count)
      return true
    })
  })
}

/** Entities answer under the id of the request. */
function isAnswer(name: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)
}

/** The moments of a run, in order: each commit has two. All of its events but the last fall together with the first of them. */
export function crashPoints(commits: readonly number[]): CrashPoint[] {
  return commits.flatMap((_, commit) => (['before', 'after'] as const).map((moment) => ({ commit, moment })))
}

/** At most so many, evenly spread, the first and the last among them. */
export function evenly<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  const chosen = Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))])
  return chosen.filter((each) => each !== undefined)
}

/** The first line that differs; `undefined` when none does. */
export function partingOf(expected: Told, found: Told): Parting | undefined {
  for (let i = 0; i < Math.max(expected.lines.length, found.lines.length); i++)
    if (expected.lines[i] !== found.lines[i]) return { expected: expected.lines[i], found: found.lines[i] }
  return undefined
}

/**
 * What an execution's history tells, without ids and times: what was asked for by its sequence number and what came of it,
 * then what came from outside, then the end. In which order things that ran at once have ended is left out: a crash may
 * well change that, and the code has been told in any order before.
 */
export function linesOf(history: readonly HistoryEvent[]): string[] {
  const asked = new Map<number, string[]>()
  const others: string[] = []
  for (const event of history) {
    const [id, line] = lineOf(event)
    if (line === undefined) continue
    if (id === undefined) others.push(line)
    else asked.set(id, [...(asked.get(id) ?? []), `#${id} ${line}`])
  }
  const begun = others.filter((line) => line.startsWith('starts '))
  const rest = others.filter((line) => !line.startsWith('starts '))
  const tasks = [...asked].toSorted(([a], [b]) => a - b).flatMap(([, lines]) => [...new Set(lines)])
  return [...begun, ...tasks, ...rest].map(withoutIds)
}

function lineOf(event: HistoryEvent): [id: number | undefined, line: string | undefined] {
  switch (event.type) {
    case 'ExecutionStarted':
      return [undefined, `starts ${event.name} with ${event.input}`]
    case 'TaskScheduled':
      return [event.id, `calls ${event.name} with ${event.input}`]
    case 'TaskCompleted':
      return [event.taskScheduledId, `answers ${event.result}`]
    case 'TaskFailed':
      return [event.taskScheduledId, `fails: ${event.reason}`]
    case 'SubOrchestrationInstanceCreated':
      return [event.id, `begins ${event.name} with ${event.input}`]
    case 'SubOrchestrationInstanceCompleted':
      return [event.taskScheduledId, `ends with ${event.result}`]
    case 'SubOrchestrationInstanceFailed':
      return [event.taskScheduledId, `fails: ${event.reason}`]
    case 'TimerCreated':
      return [event.id, 'sets a timer']
    case 'TimerFired':
      return [event.timerId, 'fires']
    case 'EventSent':
      return [event.id, `sends ${event.name} to ${event.instanceId}: ${event.input}`]
    case 'EventRaised':
      return [undefined, `hears ${event.name}: ${event.input}`]
    case 'ExecutionCompleted':
      return [undefined, `is ${event.status}: ${event.result}`]
    case 'ExecutionTerminated':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return [undefined, `${event.type}: ${event.reason}`]
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
    case 'GenericEvent':
      return [undefined, undefined]
  }
}

/** Ids and times differ from run to run: that is what they are for. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}\b/gi, '‹id›')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/g, '‹time›')
    .replaceAll(/\b\d{13}\b/g, '‹time›')
}
