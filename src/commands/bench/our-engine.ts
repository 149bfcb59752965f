import type { OrchestrationContext } from 'durable-functions'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { answerFrom, toAnswer } from '#language/answer.ts'
import { DurableOrchestrationContext } from '#language/javascript/durable-functions/orchestration-context.ts'
import { javascript } from '#replay/dialect.ts'
import { Execution } from '#replay/execution.ts'
import { replay } from '#replay/replay.ts'
import type { Asked } from '#replay/asked.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { OrchestratorCode } from './programs.ts'

const DAY = 86_400_000
const options = { dialect: javascript, longTimer: { maximum: 6 * DAY, interval: 3 * DAY } }

/** A history of ours, as the language worker keeps it. */
export class OurHistory {
  readonly events: HistoryEvent[] = []
  private now = Date.UTC(2025, 0, 1) as EpochMs

  constructor(input: unknown) {
    this.events.push(
      { type: 'OrchestratorStarted', at: this.now },
      { type: 'ExecutionStarted', at: this.now, name: 'bench', input: text(input), executionId: 'e' },
    )
  }

  scheduled(id: number, name: string, input: JsonText | null): void {
    this.events.push({ type: 'TaskScheduled', at: this.now, id, name, input })
  }

  completed(id: number, result: unknown): void {
    this.events.push({ type: 'TaskCompleted', at: this.now, taskScheduledId: id, result: text(result) })
  }

  endEpisode(): void {
    this.events.push({ type: 'OrchestratorCompleted', at: this.now })
    this.now = (this.now + 10) as EpochMs
    this.events.push({ type: 'OrchestratorStarted', at: this.now })
  }
}

const text = (value: unknown) => JSON.stringify(value) as JsonText

/** Answers an episode after the last one, and remembers what the host has been told. */
export interface Engine {
  episode(history: readonly HistoryEvent[]): OrchestrateAnswer
}

/** The classic mode: every episode runs the code from its first line. */
export class Replaying implements Engine {
  private told: readonly Asked[] = []
  private readonly code: OrchestratorCode
  private readonly input: unknown

  constructor(code: OrchestratorCode, input: unknown) {
    this.code = code
    this.input = input
  }

  episode(history: readonly HistoryEvent[]): OrchestrateAnswer {
    let df: DurableOrchestrationContext | undefined
    const execution = replay(
      (owner) => {
        df = contextOf(owner, this.input)
        return this.code({ df } as unknown as OrchestrationContext)
      },
      history,
      options,
    )
    const answer = toAnswer(execution, javascript, df?.customStatus, this.told, () => undefined)
    this.told = execution.asked
    return answer
  }
}

/** The generator kept between episodes: only what is new is looked at. For code that cancels no timer it has been told of. */
export class Keeping implements Engine {
  private readonly execution: Execution
  private readonly df: DurableOrchestrationContext
  private processed = 0
  private told = 0

  constructor(code: OrchestratorCode, input: unknown) {
    this.execution = new Execution(options, 0)
    this.df = contextOf(this.execution, input)
    this.execution.begin(code({ df: this.df } as unknown as OrchestrationContext))
  }

  episode(history: readonly HistoryEvent[]): OrchestrateAnswer {
    this.execution.process(history, this.processed)
    this.processed = history.length
    const answer = answerFrom(this.execution, javascript, this.df.customStatus, this.told, () => undefined)
    this.told = this.execution.asked.length
    return answer
  }
}

function contextOf(execution: Execution, input: unknown): DurableOrchestrationContext {
  return new DurableOrchestrationContext(execution, {
    instanceId: 'bench',
    parentInstanceId: null,
    version: undefined,
    input,
  })
}

/** Plays a program to its end on our engine: `perEpisode` completions at a time. Gives its output. */
export function playOurs(engine: Engine, input: unknown, perEpisode: number): unknown {
  const history = new OurHistory(input)
  const waiting: number[] = []
  let nextId = 0
  for (;;) {
    const { outcome, actions } = engine.episode(history.events)
    if (outcome.type === 'done') return JSON.parse(outcome.output ?? 'null') as unknown
    for (const action of actions.flatMap((each) => ('actions' in each ? each.actions : [each])))
      if (action.type === 'CallActivity') {
        history.scheduled(nextId, action.name, action.input)
        waiting.push(nextId++)
      }
    history.endEpisode()
    for (const id of waiting.splice(0, perEpisode)) history.completed(id, id + 1)
  }
}
