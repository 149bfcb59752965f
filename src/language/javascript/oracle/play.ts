import type { OrchestrationContext, Task } from 'durable-functions'
import { type Delivery, ReferenceHost } from './host.ts'
import type { Program } from './sdk.ts'
import { runTogether } from './together.ts'

export type Context = OrchestrationContext
export type Code = Generator<Task, unknown, unknown>

/** Plays the program on both SDKs, one list of deliveries an episode, and gives the last answer and all that the code saw in it. */
export async function play(program: Program, episodes: readonly (readonly Delivery[])[] = [], input?: unknown) {
  const host = new ReferenceHost((trigger) => runTogether(program, trigger), input)
  let last = await host.episode()
  for (const deliveries of episodes) last = await host.episode(...deliveries)
  return { ...last, host, ids: last.answer?.sequenceNumber }
}

const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const later = ({ df }: Context, ms: number) => new Date(df.currentUtcDateTime.getTime() + ms)
