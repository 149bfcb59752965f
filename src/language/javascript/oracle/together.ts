import { expect } from 'vitest'
import { type OurAnswer, runOurs } from './ours.ts'
import { runReal } from './real.ts'
import type { Answered, Program, Trigger } from './sdk.ts'

/** Runs a program on both SDKs and gives the answer they agree on. Fails where they do not. */
export async function runTogether(program: Program, trigger: Trigger): Promise<OurAnswer> {
  return agreed(await runOurs(program, trigger), await runReal(program, trigger))
}

/** Our answer, if it is the real one's. */
export function agreed(ours: OurAnswer, real: Answered): OurAnswer {
  expect(comparable(ours)).toEqual(comparable(real))
  return ours
}

/**
 * With an error the host looks at nothing else, so whether the code was done too is no part of the answer.
 * An id or version that is `null` is none.
 */
function comparable({ state: { isDone, ...others }, seen }: Answered) {
  const rest = JSON.parse(JSON.stringify(others), (key, value: unknown) =>
    value === null && (key === 'instanceId' || key === 'version') ? undefined : value,
  ) as typeof others
  return { seen, state: rest['error'] === undefined ? { isDone, ...rest } : rest }
}
