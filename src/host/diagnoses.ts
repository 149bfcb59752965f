import type { Diagnosis } from '#durable/instance.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { ActionWalk } from './action-walk.ts'

/** Why an instance will not move although nothing failed, as far as this episode tells. Shown; it changes no outcome. */
export function diagnosesOf({ diagnoses }: ActionWalk, { outcome }: OrchestrateAnswer): readonly Diagnosis[] {
  const saysNothing = outcome.type === 'waiting' && outcome.cause === 'falsy-error'
  return saysNothing ? [...diagnoses, { cause: 'falsy-error', message: FALSY_ERROR }] : diagnoses
}

const FALSY_ERROR =
  'The orchestrator threw something without a message (a string, null, or an Error with an empty message). ' +
  'The Durable extension takes that for no failure, so the instance stays Running for ever: on Azure too. Throw an Error with a message.'
