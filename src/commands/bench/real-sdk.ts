import { createRequire } from 'node:module'
import { eventNumbers } from '#durable/wire-json/event-json.ts'
import type { OrchestratorCode } from './programs.ts'

interface TestingUtils {
  readonly createOrchestrator: (code: OrchestratorCode) => (trigger: unknown, context: object) => Promise<RealState>
  readonly DummyOrchestrationContext: new (name: string, invocationId: string, log: () => void) => object
}

interface RealState {
  readonly isDone: boolean
  readonly output: unknown
  readonly actions: readonly (readonly RealAction[])[]
}

interface RealAction {
  readonly functionName?: string
  readonly input?: unknown
  readonly compoundActions?: readonly RealAction[]
}

type RealEvent = Record<string, unknown> & { IsPlayed: boolean }

const { createOrchestrator, DummyOrchestrationContext } = createRequire(import.meta.url)(
  'durable-functions/lib/src/util/testingUtils',
) as TestingUtils

/** A history as the SDK gets it in an episode: parsed objects, its times already `Date`s, which is what it is fastest with. */
export class RealHistory {
  readonly events: RealEvent[] = []
  private now = Date.UTC(2025, 0, 1)
  private played = 0

  constructor(input: unknown) {
    this.add('OrchestratorStarted')
    this.add('ExecutionStarted', { Name: 'bench', Input: JSON.stringify(input) })
  }

  add(type: keyof typeof eventNumbers, fields: object = {}): void {
    const EventId = 'EventId' in fields ? fields.EventId : -1
    const event = { EventType: eventNumbers[type], EventId, IsPlayed: false, Timestamp: new Date(this.now), ...fields }
    this.events.push(event)
  }

  /** Ends the episode: what is there has been played. */
  endEpisode(): void {
    this.add('OrchestratorCompleted')
    for (; this.played < this.events.length; this.played++) {
      const event = this.events[this.played]
      if (event) event.IsPlayed = true
    }
    this.now += 10
    this.add('OrchestratorStarted')
  }
}

/** One episode of durable-functions 3.5.0, in a context of its own. */
export function runEpisode(code: OrchestratorCode, { events }: RealHistory, input: unknown): Promise<RealState> {
  const trigger = {
    history: events,
    input,
    instanceId: 'bench',
    isReplaying: false,
    parentInstanceId: null,
    upperSchemaVersion: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  }
  return createOrchestrator(code)(trigger, new DummyOrchestrationContext('bench', 'bench', () => {}))
}

/** Plays a program to its end on the real SDK: `perEpisode` completions at a time. Gives its output. */
export async function playReal(code: OrchestratorCode, input: unknown, perEpisode: number): Promise<unknown> {
  const history = new RealHistory(input)
  const waiting: number[] = []
  for (let asked = 0; ;) {
    const state = await runEpisode(code, history, input)
    if (state.isDone) return state.output
    const actions = leaves(state.actions.flat())
    for (; asked < actions.length; asked++) {
      history.add('TaskScheduled', { EventId: asked, Name: actions[asked]?.functionName, Input: '[]' })
      waiting.push(asked)
    }
    history.endEpisode()
    for (const id of waiting.splice(0, perEpisode))
      history.add('TaskCompleted', { TaskScheduledId: id, Result: String(id + 1) })
  }
}

/** Compounds flattened, as the host has to: the SDK lists every action since the start each time. */
function leaves(actions: readonly RealAction[]): RealAction[] {
  return actions.flatMap((action) => (action.compoundActions ? leaves(action.compoundActions) : [action]))
}
