import { expect } from 'vitest'
import { withoutDifferences } from './differences.ts'
import { type OurAnswer, runOurs } from './ours.ts'
import { runReal } from './real.ts'
import type { Answered, Program, Trigger } from './sdk.ts'

/** Runs a program on both SDKs and gives the answer they agree on. Fails where they do not. */
export async function runTogether(program: Program, trigger: Trigger): Promise<OurAnswer> {
  return agreed(await runOurs(program, trigger), await runReal(program, trigger))
}

/** Our answer, if it is the real one's, but for what `differences.ts` lists. */
export function agreed(ours: OurAnswer, real: Answered): OurAnswer {
  const states = withoutDifferences(ours.state, real.state)
  expect({ seen: ours.seen, state: states.ours }).toEqual({ seen: real.seen, state: states.real })
  return ours
}
