import type { Finding, FindingCause } from '#durable/finding.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { EpisodeTrace } from '#durable/trace.ts'
import { type WireEvent, eventFromJson, isoMicroseconds } from '#durable/wire-json/event-json.ts'
import { triggerJson } from '#durable/wire-json/trigger-json.ts'
import type { Asked } from '#replay/asked.ts'
import { python } from '#replay/dialect.ts'
import { toAnswer } from '../../answer.ts'
import { codeLine, type PythonEpisode } from './coroutine.ts'
import { episodeOf } from './episode-table.ts'
import { type PythonFacts, type PythonRun, runPython } from './run.ts'
import { pythonStateJson } from './state-json.ts'
import { type Remembered, unaskedTasks } from './unasked.ts'

/** What `Orchestrator.handle` gives: the state, or the message of the exception that carries it. */
export interface Handled {
  readonly text: string
  readonly failure: string | undefined
}

interface Trigger {
  readonly history: readonly (WireEvent & { readonly Timestamp: string })[]
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly upperSchemaVersion?: number
}

/**
 * Replays what the text `body` says: a whole orchestration trigger, or the token of an episode that the language worker
 * keeps and that gets its answer. When the SDK itself fails, that stands in the Python episode and there is no answer.
 */
export function replayBody(body: string, code: PythonEpisode): Handled {
  const named = tokenIn(body)
  return named === undefined ? replayTrigger(body, code) : replayEpisode(named, code)
}

/** The text is short when it names an episode: a trigger with a long history is not read twice. */
function tokenIn(body: string): number | undefined {
  if (body.length > 10_000) return undefined
  const value: unknown = JSON.parse(body)
  const token = typeof value === 'object' && value !== null && 'episode' in value ? value.episode : undefined
  return typeof token === 'number' ? token : undefined
}

function replayTrigger(body: string, code: PythonEpisode): Handled {
  const { history, instanceId, parentInstanceId, upperSchemaVersion = 0 } = JSON.parse(body) as Trigger
  const facts = { instanceId, parentInstanceId, input: undefined, triggerJson: () => body }
  const run = runPython(code, history.map(preciseEvent), facts)
  return run ? handled(run, upperSchemaVersion) : nothing
}

function replayEpisode(token: number, code: PythonEpisode): Handled {
  const episode = episodeOf(token)
  const { history, told, ask } = episode
  const { instanceId, parentInstanceId } = ask
  const input = history.find((event) => event.type === 'ExecutionStarted')?.input ?? null
  const facts: PythonFacts = {
    instanceId,
    parentInstanceId,
    input,
    remembered: remembered.get(told),
    triggerJson: () => triggerJson(history, { instanceId, parentInstanceId, input }, isoMicroseconds),
    get isReplaying() {
      return episode.isReplaying ?? (() => false)
    },
    set isReplaying(isReplaying) {
      episode.isReplaying = isReplaying
    },
  }
  if (episode.lookOn) {
    episode.lookOn(code, facts)
    return nothing
  }
  const run = runPython(code, history, facts)
  if (!run) return nothing
  const answer = toAnswer(run.execution, python, undefined, told, () => undefined)
  const { awaits } = answer.trace
  const failedAt = codeLine(code.failed_line())
  const findings = foundUses(code)
  const unasked = unaskedTasks(code, run.engine)
  remembered.set(run.execution.asked, unasked.remembered)
  const trace: EpisodeTrace = {
    ...answer.trace,
    ...(awaits && run.line && { awaits: { ...awaits, at: run.line } }),
    ...(failedAt && { failedAt }),
    ...(unasked.list.length > 0 && { unasked: unasked.list }),
    ...(findings.length > 0 && { findings }),
  }
  episode.result = { ...answer, trace, customStatus: python.encode(run.customStatus) }
  episode.asked = run.execution.asked
  return run.execution.exception === undefined ? nothing : handled(run, 1)
}

/** Rule D5, as Python tells it. */
function foundUses(code: PythonEpisode): readonly Finding[] {
  const found = JSON.parse(code.found_uses()) as readonly (readonly [FindingCause, string, string])[]
  return found.map(([cause, call, place]) => {
    const at = codeLine(place)
    return { cause, call, ...(at && { at }) }
  })
}

/** By what the code had asked for, which the next episode brings along as `told` if it is still known. */
const remembered = new WeakMap<readonly Asked[], Remembered>()

const nothing: Handled = { text: '', failure: undefined }

function handled({ execution, customStatus }: PythonRun, schema: number): Handled {
  const { returned, continuedAsNew, asked, output, exception } = execution
  const error = exception === undefined ? undefined : (exception as Error).message
  const isDone = returned || continuedAsNew
  const text = pythonStateJson({ isDone, asked, schema, output: output as string | undefined, error, customStatus })
  return { text, failure: error === undefined ? undefined : `${error}\n\n$OutOfProcData$:${text}` }
}

/** Python reckons in microseconds, and so the milliseconds of its triggers keep their fraction. */
function preciseEvent(wire: Trigger['history'][number]): HistoryEvent {
  const event = eventFromJson(wire)
  const [, micros] = /\.\d{3}(\d{1,3})/.exec(wire.Timestamp) ?? []
  return micros ? { ...event, at: (event.at + Number(micros.padEnd(3, '0')) / 1000) as HistoryEvent['at'] } : event
}
