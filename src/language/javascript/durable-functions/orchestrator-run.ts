import type { HistoryEvent } from '#durable/history-event.ts'
import { type Dialect, javascript } from '#replay/dialect.ts'
import type { Execution, ExecutionOptions } from '#replay/execution.ts'
import { MadeTasks, type Remembered } from '#replay/made-tasks.ts'
import { replay } from '#replay/replay.ts'
import type { LineProbe } from '#replay/yield-notes.ts'
import type { OrchestrateAsk } from '#wire/language-calls.ts'
import { SeenUses } from '../uses/seen-uses.ts'
import { making } from './making.ts'
import { DurableOrchestrationContext } from './orchestration-context.ts'
import { failureDetailsFrom, TaskFailedError } from './task-failed-error.ts'
import { triggerInput } from './trigger-input.ts'

/** What user code registers: a generator function. What is none fails when it runs, as in the real SDK. */
export type OrchestrationHandler = (context: { df?: unknown }) => unknown

const DAY = 86_400_000
export const dialect: Dialect = javascript
/** What the extension sends with every trigger: timers beyond 6 days are made of segments of 3. */
const longTimer = { maximum: 6 * DAY, interval: 3 * DAY }

/** What an orchestrator is run with. */
export interface RunFacts {
  readonly ask: Pick<OrchestrateAsk, 'instanceId' | 'parentInstanceId'>
  readonly history: readonly HistoryEvent[]
  readonly remembered?: Remembered | undefined
  /** Set before user code runs. */
  isReplaying?: () => boolean
}

/** An orchestrator's code in the middle of its history, with `context.df` in place. */
export interface OrchestratorRun {
  readonly execution: Execution
  readonly df: DurableOrchestrationContext
  readonly tasks: MadeTasks
  readonly uses: SeenUses
}

/** Runs the code from its first line. Throws what the real SDK lets escape, such as an unreadable result in history. */
export function runOrchestrator(
  handler: OrchestrationHandler,
  context: { df?: unknown },
  facts: RunFacts,
  lines?: LineProbe,
): OrchestratorRun {
  const run = beginOrchestrator(handler, context, facts, lines)
  goOn(run, facts.history, 0)
  return run
}

/** The same before the first event that makes the code run: for whoever feeds it history bit by bit. */
export function beginOrchestrator(
  handler: OrchestrationHandler,
  context: { df?: unknown },
  facts: RunFacts,
  lines?: LineProbe,
): OrchestratorRun {
  const { ask, history, remembered } = facts
  let run: OrchestratorRun | undefined
  const uses = new SeenUses()
  const tasks = new MadeTasks(() => run?.execution.isPast ?? false, remembered)
  const start = (execution: Execution): unknown => {
    const df = new DurableOrchestrationContext(execution, { ...ask, ...startOf(history) }, uses)
    run = { execution, df, tasks, uses }
    context.df = df
    facts.isReplaying = () => execution.isReplaying
    return handler(context)
  }
  const options: ExecutionOptions = { dialect, longTimer, failureFrom, ...(lines && { probe: lines }) }
  const first = history.find((event) => event.type === 'OrchestratorStarted')
  making(tasks, uses, () => replay(start, first ? [first] : [], options))
  return run as unknown as OrchestratorRun
}

/** Goes on where the code stands, with the events from there on. Throws as {@link runOrchestrator} does. */
export function goOn(
  { execution, tasks, uses }: OrchestratorRun,
  history: readonly HistoryEvent[],
  from: number,
): void {
  making(tasks, uses, () => execution.process(history, from))
}

const failureFrom: NonNullable<ExecutionOptions['failureFrom']> = (details, name, id) =>
  new TaskFailedError(failureDetailsFrom(details), name, id)

function startOf(history: readonly HistoryEvent[]): { version: string | undefined; input: unknown } {
  const started = history.find((event) => event.type === 'ExecutionStarted')
  return { version: started?.version, input: triggerInput(started?.input ?? null) }
}
