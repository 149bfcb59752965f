import type { OrchestrationContext } from 'durable-functions'
import type { Action } from '#durable/action.ts'
import { stateJson } from '#durable/wire-json/state-json.ts'
import type { Asked } from '#replay/asked.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { dropEpisode, putEpisode, type RunningEpisode } from '../durable-functions/episode-table.ts'
import * as ourModule from '../durable-functions/index.ts'
import type { KeptRun } from '../durable-functions/kept-run.ts'
import { createOrchestrator } from '../durable-functions/orchestrator.ts'
import { type Answered, type Module, type Program, type Trigger, watched } from './sdk.ts'

/** Our answer, and what the host learns with it beside the OrchestratorState. */
export interface OurAnswer extends Answered {
  readonly answer: OrchestrateAnswer | undefined
  readonly asked: readonly Asked[]
  readonly kept: KeptRun | undefined
}

/** Code that is kept between episodes: where its new events begin, what the host knows, and the code as it was left. */
interface Keeping {
  readonly from: number
  readonly knownActions: number
  readonly kept: KeptRun | undefined
}

/** What our durable-functions answers, in the words of the wire: as in the language worker, an invocation with an episode in the table. */
export async function runOurs(
  program: Program,
  trigger: Trigger,
  told: readonly Asked[] = [],
  keeping?: Keeping,
): Promise<OurAnswer> {
  const seen: string[] = []
  const episode = episodeOf(trigger, told, keeping)
  const token = putEpisode(episode)
  const code = watched(program, seen, ourModule as unknown as Module)
  const orchestrator = createOrchestrator((context) => code(context as OrchestrationContext))
  try {
    await orchestrator({ episode: token }, {})
  } catch (thrown) {
    return { state: { raised: (thrown as Error).message }, seen, answer: undefined, asked: [], kept: undefined }
  } finally {
    dropEpisode(token)
  }
  const { result: answer, asked = [], kept } = episode
  return { state: answer ? inWireWords(answer) : {}, seen, answer, asked, kept }
}

function episodeOf({ history, facts }: Trigger, told: readonly Asked[], keeping?: Keeping): RunningEpisode {
  const { instanceId, parentInstanceId } = facts
  const names = { callId: 'c', name: 'oracle', instanceId, parentInstanceId, executionId: 'e' }
  const { from, knownActions, kept } = keeping ?? { from: 0, knownActions: told.length }
  return {
    ask: { ...names, from, events: history.slice(from), knownActions },
    history,
    told,
    keep: keeping !== undefined,
    ...(kept && { kept }),
  }
}

function inWireWords({ outcome, actions, customStatus }: OrchestrateAnswer): Answered['state'] {
  const output = outcome.type === 'done' ? outcome.output : null
  const failed = outcome.type === 'failed' ? outcome : {}
  const state = stateJson({ isDone: outcome.type === 'done', actions, output, customStatus, ...failed })
  return JSON.parse(state) as Answered['state']
}

/** The whole list, as a host that was told only what is new puts it together. */
export function wholeList(known: readonly Action[], { actionsFrom, actions }: OrchestrateAnswer): readonly Action[] {
  return [...known.slice(0, actionsFrom), ...actions]
}
