import type { MistakeCause } from '#durable/problem.ts'

export function notYieldedWords(name: string): string {
  return `${name}(…) only makes a task: it begins when it is yielded, and here nobody yields it.`
}

/** `then`: what comes of it. */
export function nothingToYieldWords(name: string, then: 'fail' | 'wait for ever'): string {
  return `${name}(…) gives no task to wait for, so yielding it makes the orchestration ${then}. Call it without yield.`
}

/** What is wrong with a call by that name, when the app has no function of it. */
export function missingFunction(
  kind: 'activity' | 'orchestrator',
  called: string,
  known: readonly string[],
): { readonly cause: MistakeCause; readonly message: string; readonly near: string | undefined } | undefined {
  if (known.some((each) => each.toLowerCase() === called.toLowerCase())) return undefined
  const names = known.map((each) => `'${each}'`).join(', ')
  const message = `There is no ${kind} '${called}'. The code would wait for it for ever. Known here: ${names}.`
  return { cause: `unknown-${kind}`, message, near: nearest(called, known) }
}

/** The name that differs least, when it differs little. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((each) => ({ each, distance: distance(name.toLowerCase(), each.toLowerCase()) }))
  const [best] = ranked.toSorted((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, name.length / 3) ? best.each : undefined
}

/** How many letters must be added, dropped or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row[b.length] ?? 0
}
