import { createRequire } from 'node:module'
import type { OrchestrationContext } from 'durable-functions'
import { stateInFailure } from '#durable/wire-json/state-json.ts'
import { triggerJson } from '#durable/wire-json/trigger-json.ts'
import { type Answered, type Module, type Program, type Trigger, watched } from './sdk.ts'

/** The parts of durable-functions 3.5.0 that its package does not name: reached by their paths, as its own tests do. */
interface TestingUtils {
  readonly createOrchestrator: (
    code: (context: OrchestrationContext) => unknown,
  ) => (trigger: unknown, context: object) => Promise<unknown>
  readonly DummyOrchestrationContext: new (name: string, invocationId: string, log: () => void) => object
}

const require = createRequire(import.meta.url)
const realModule = require('durable-functions') as Module
const { createOrchestrator, DummyOrchestrationContext } =
  require('durable-functions/lib/src/util/testingUtils') as TestingUtils

/** What durable-functions 3.5.0 itself answers. Each episode has a context of its own: one used twice replays the first input. */
export async function runReal(program: Program, { history, facts }: Trigger): Promise<Answered> {
  const seen: string[] = []
  const orchestrator = createOrchestrator(watched(program, seen, realModule))
  try {
    const trigger: unknown = JSON.parse(triggerJson(history, facts))
    const state = await orchestrator(trigger, new DummyOrchestrationContext('oracle', 'oracle', () => {}))
    return { state: asJson(state), seen }
  } catch (thrown) {
    const message = (thrown as Error).message
    const state = stateInFailure(message)
    return { state: state === undefined ? { raised: message } : (JSON.parse(state) as Answered['state']), seen }
  }
}

const asJson = (state: unknown) => JSON.parse(JSON.stringify(state)) as Answered['state']
