import '../in-node/azure-core.ts'
import { createRequire } from 'node:module'
import { app } from '@azure/functions'
import { stateFromJson, stateInFailure } from '#durable/wire-json/state-json.ts'
import { triggerJson } from '#durable/wire-json/trigger-json.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { episodeOf, type RunningEpisode } from '../durable-functions/episode-table.ts'
import { askHost } from '../durable-functions/host-http.ts'
import { packages } from '../packages.ts'

type Handler = (trigger: unknown, context: object) => Promise<unknown>
type Orchestrator = (context: object) => unknown

interface RealModule {
  readonly app: object
  readonly trigger: { readonly orchestration: () => never }
}

const require = createRequire(import.meta.url)
const inside = (path: string) => `durable-functions/lib/src/${path}`

/**
 * User code that requires `durable-functions` meanwhile gets the real package. Only its way to the host is ours: an
 * episode becomes the trigger that the extension would send, the state it answers an answer, and its client's requests
 * go through the door instead of over a network.
 */
export async function withRealDurableFunctions<T>(run: () => Promise<T>): Promise<T> {
  const table = packages as Map<string, unknown>
  const ours = table.get('durable-functions')
  table.set('durable-functions', realModule())
  try {
    return await run()
  } finally {
    table.set('durable-functions', ours)
  }
}

function realModule(): object {
  sendThroughDoor()
  const real = require('durable-functions') as RealModule
  const { createOrchestrator } = require(inside('util/testingUtils')) as {
    createOrchestrator: (handler: Orchestrator) => Handler
  }
  const { RegisteredOrchestrationTask } = require(inside('task/RegisteredOrchestrationTask')) as {
    RegisteredOrchestrationTask: new (...args: unknown[]) => object
  }
  const orchestration = (name: string, given: Orchestrator | { readonly handler: Orchestrator }) => {
    const options = typeof given === 'function' ? { handler: given } : given
    const handler = playing(createOrchestrator(options.handler))
    app.generic(name, { trigger: real.trigger.orchestration(), ...options, handler } as never)
    return (input: unknown, instanceId?: string) => new RegisteredOrchestrationTask(name, input, instanceId)
  }
  return { ...real, app: { ...real.app, orchestration } }
}

/** The real handler in the place of ours: it finds the episode by its token, and leaves its answer there. */
function playing(handler: Handler): Handler {
  return async (trigger, context) => {
    const episode = episodeOf(trigger)
    episode.result = answerOf(await stateOf(handler, episode, context))
    return null
  }
}

async function stateOf(handler: Handler, { ask, history }: RunningEpisode, context: object): Promise<string> {
  const started = history.find((event) => event.type === 'ExecutionStarted')
  const { instanceId, parentInstanceId } = ask
  const trigger = triggerJson(history, { instanceId, parentInstanceId, input: started?.input ?? null })
  try {
    return JSON.stringify(await handler(JSON.parse(trigger), context))
  } catch (error) {
    const state = stateInFailure((error as Error).message)
    if (state === undefined) throw error
    return state
  }
}

/** The real package does not tell its own count, so the host gets one that it never exceeds. */
function answerOf(text: string): OrchestrateAnswer {
  const { isDone, actions, output, customStatus, error, failureDetails } = stateFromJson(text)
  const failed = error && ({ type: 'failed', error, ...(failureDetails && { failureDetails }) } as const)
  return {
    outcome: failed || (isDone ? { type: 'done', output } : { type: 'waiting' }),
    actionsFrom: 0,
    actions,
    customStatus,
    sequenceNumber: Number.MAX_SAFE_INTEGER,
    trace: { replayedYields: 0, yields: [] },
  }
}

interface AxiosRequest {
  readonly method: string
  readonly url: string
  readonly data?: string
  readonly headers: { readonly [name: string]: unknown }
}

/** The client's axios, whose requests the door answers. */
function sendThroughDoor(): void {
  const axios = createRequire(require.resolve('durable-functions'))('axios') as {
    defaults: { adapter: (request: AxiosRequest) => Promise<object> }
  }
  axios.defaults.adapter = async (request) => {
    const method = request.method.toUpperCase() as 'GET' | 'POST' | 'DELETE'
    const token = request.headers['x-ms-continuation-token']
    const { status, data, continuationToken } = await askHost(method, request.url, {
      body: request.data,
      continuationToken: typeof token === 'string' ? token : undefined,
    })
    const headers = continuationToken === undefined ? {} : { 'x-ms-continuation-token': continuationToken }
    return { status, statusText: '', data, headers, config: request, request: {} }
  }
}
