import type { CodeLine } from '#durable/trace.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { python } from '#replay/dialect.ts'
import { Execution } from '#replay/execution.ts'
import { PythonCoroutine, type PythonEpisode } from './coroutine.ts'
import { PythonEngine } from './engine.ts'
import { SdkFailure } from './tasks.ts'
import type { Remembered } from './unasked.ts'

/** What an episode is about, beside its history. */
export interface PythonFacts {
  readonly instanceId: string
  readonly parentInstanceId: string | null
  /** The `input` of the trigger, as the text it came as; `undefined` when Python is to read it from the trigger itself. */
  readonly input: string | null | undefined
  /** The whole trigger as JSON text, for code that asks for more than the context tells. */
  readonly triggerJson: () => string
  /** What is known of tasks that earlier episodes made and did not yield. */
  readonly remembered?: Remembered | undefined
  /** Set before user code runs. */
  isReplaying?: () => boolean
}

/** Code in the middle of its history. */
export interface PythonRun {
  readonly execution: Execution
  /** Where it waits. */
  readonly line: CodeLine | undefined
  /** JSON text; `undefined` for a status that is nothing much (rule S2). */
  readonly customStatus: string | undefined
  readonly engine: PythonEngine
}

/** As `End.ESCAPED` in `_episode.py`. */
const ESCAPED = 3

/** So many events are replayed without a look at the tasks that nobody asked for, when nothing is known of them. */
const LONG = 2_000

/** Rule T3: with its replay schema there are no long timers. */
const longTimer = { maximum: Infinity, interval: Infinity }

/** Runs the code from its first line. `undefined`: the SDK itself failed, and the exception stands in the episode. */
export function runPython(
  episode: PythonEpisode,
  history: readonly HistoryEvent[],
  facts: PythonFacts,
): PythonRun | undefined {
  let begun: Begun | undefined
  try {
    if (facts.remembered || history.length > LONG) episode.remember(JSON.stringify([...(facts.remembered ?? [])]))
    begun = beginPython(episode, history, facts)
    if (!begun) return undefined
    const { execution, engine, coroutine } = begun
    if (coroutine) execution.process(history)
    const line = execution.isDone ? undefined : coroutine?.line()
    const customStatus = episode.end === ESCAPED ? undefined : episode.status()
    return episode.end === ESCAPED ? undefined : { execution, line, customStatus, engine }
  } catch (error) {
    return escape(episode, error)
  } finally {
    begun?.coroutine?.destroy()
  }
}

/** Code before its first line. */
export interface Begun {
  readonly execution: Execution
  readonly engine: PythonEngine
  /** Missing for a function that is no generator: it has run by now. */
  readonly coroutine: PythonCoroutine | undefined
}

/**
 * Calls the function, and hands its generator to an execution that has seen no event yet. `undefined` when the SDK itself
 * failed; throws a {@link SdkFailure} for a history that nothing can run on.
 */
export function beginPython(
  episode: PythonEpisode,
  history: readonly HistoryEvent[],
  facts: PythonFacts,
  watched: (coroutine: PythonCoroutine) => Pick<PythonCoroutine, 'next' | 'throw'> = (coroutine) => coroutine,
): Begun | undefined {
  const started = history.find((event) => event.type === 'OrchestratorStarted')
  if (!started) return escape(episode, new SdkFailure('IndexError', 'list index out of range'))
  let coroutine: PythonCoroutine | undefined
  const probe = {
    /** Read at each yield; what is past needs no line. */
    get at(): CodeLine | undefined {
      return execution.isPast ? undefined : coroutine?.line()
    },
    set at(_line: CodeLine | undefined) {},
  }
  const execution = new Execution({ dialect: python, longTimer, probe }, started.at)
  const engine = new PythonEngine(execution, facts.triggerJson)
  facts.isReplaying = engine.isReplaying
  const { instanceId, parentInstanceId, input } = facts
  const isGenerator = episode.begin(
    engine,
    instanceId,
    parentInstanceId ?? undefined,
    input ?? undefined,
    input !== undefined,
  )
  if (episode.end === ESCAPED) return undefined
  if (history.length < 2) throw new SdkFailure('Exception', tooShort(history.length))
  if (isGenerator) {
    coroutine = new PythonCoroutine(episode, engine)
    execution.begin(watched(coroutine))
  } else {
    execution.returned = !execution.continuedAsNew
    execution.output = episode.output
  }
  return { execution, engine, coroutine }
}

function escape(episode: PythonEpisode, error: unknown): undefined {
  if (episode.end === ESCAPED) return
  episode.escape_with(error instanceof SdkFailure ? error.pythonType : 'Exception', String((error as Error).message))
}

const tooShort = (length: number) =>
  `Internal Durable Functions error: received History array of size ${length} when a minimum size of 2 is expected. ` +
  'Please report this issue at https://github.com/Azure/azure-functions-durable-python/issues.'
