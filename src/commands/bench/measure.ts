/** How long it takes, in milliseconds of the wall clock. */
export async function timed(run: () => unknown): Promise<number> {
  globalThis.gc?.()
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

/** The median of numbers that are there: at least one. */
export function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How the cost grows from `n` to `m`: 1 is linear, 2 quadratic. */
export function exponent(n: number, costOfN: number, m: number, costOfM: number): number {
  return Math.log(costOfM / costOfN) / Math.log(m / n)
}
