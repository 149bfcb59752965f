import type { Parameters } from 'fast-check'

/** How much is generated: so many programs, or for so many minutes, from a seed. Set by `npm run fuzz` and `npm test`. */
const { ORACLE_PROGRAMS = '100', ORACLE_MINUTES, ORACLE_SEED = '20240101' } = process.env

const seed = Number(ORACLE_SEED)
const limit = ORACLE_MINUTES === undefined ? undefined : Number(ORACLE_MINUTES) * 60_000

/** For `fc.assert`; `examples` are played first. */
export function amount<T>(examples: [T][] = []): Parameters<[T]> {
  if (limit === undefined) return { seed, examples, numRuns: Number(ORACLE_PROGRAMS) + examples.length }
  return { seed, examples, numRuns: 1e9, interruptAfterTimeLimit: limit, markInterruptAsFailure: false }
}

/** In milliseconds, for the test as a whole. */
export const timeout = (limit ?? 0) + 600_000

/** What was generated, in words. */
export const inWords = (runs: number) => `${runs} programs, seed ${seed}`
