import type { OrchestrationContext } from 'durable-functions'
import { shownJson } from '#base/json.ts'
import { stateJson } from '#durable/wire-json/state-json.ts'
import { javascript } from '#replay/dialect.ts'
import type { Execution } from '#replay/execution.ts'
import { replay } from '#replay/replay.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { toAnswer } from '../../answer.ts'
import { DurableOrchestrationContext } from '../durable-functions/orchestration-context.ts'
import { type Answered, type Program, type Trigger, watched } from './sdk.ts'

const DAY = 86_400_000
export const replayOptions = { dialect: javascript, longTimer: { maximum: 6 * DAY, interval: 3 * DAY } }

/** What our replay answers, in the words of the wire. */
export function runOurs(program: Program, trigger: Trigger): Answered & { readonly execution?: Execution } {
  const seen: string[] = []
  try {
    const { execution, answer } = answerOf(program, trigger, seen)
    return { state: inWireWords(answer), seen, execution }
  } catch (thrown) {
    return { state: { raised: (thrown as Error).message }, seen }
  }
}

function answerOf(program: Program, { history, facts }: Trigger, seen: string[]) {
  let df: DurableOrchestrationContext | undefined
  const start = (execution: Execution) => {
    const { instanceId, parentInstanceId, input } = facts
    const started = history.find((event) => event.type === 'ExecutionStarted')
    df = new DurableOrchestrationContext(execution, {
      instanceId,
      parentInstanceId,
      version: started?.version,
      input: shownJson(input),
    })
    return watched(program, seen)({ df } as unknown as OrchestrationContext)
  }
  const execution = replay(start, history, replayOptions)
  return { execution, answer: toAnswer(execution, javascript, df?.customStatus, [], () => undefined) }
}

function inWireWords({ outcome, actions, customStatus }: OrchestrateAnswer): Answered['state'] {
  const output = outcome.type === 'done' ? outcome.output : null
  const failed = outcome.type === 'failed' ? outcome : {}
  const state = stateJson({ isDone: outcome.type === 'done', actions, output, customStatus, ...failed })
  return JSON.parse(state) as Answered['state']
}
