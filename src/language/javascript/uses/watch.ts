import type { FindingCause } from '#durable/finding.ts'
import type { CodeLine } from '#durable/trace.ts'
import type { SeenUses } from './seen-uses.ts'

/** The orchestrator whose code runs just now: replay is synchronous, so one place is enough. */
let watching: SeenUses | undefined

/** Runs an orchestrator's code; what it uses meanwhile is noted there. */
export function watchedBy<T>(uses: SeenUses, run: () => T): T {
  return during(uses, run)
}

/** Runs what is ours, whoever called it: nothing is noted. */
export function unwatched<T>(run: () => T): T {
  return watching ? during(undefined, run) : run()
}

/** Notes that the code which runs now uses this, when that is an orchestrator's. */
export function noteUse(cause: FindingCause, call: string, at?: CodeLine): void {
  watching?.note(cause, call, at)
}

/** The code that runs now is at a yield. */
export function passYield(): void {
  watching?.passYield()
}

/** The same function, noted whenever an orchestrator's code calls it; what it calls itself is not. */
export function noted<This, Args extends unknown[], Result>(
  cause: FindingCause,
  call: string,
  real: (this: This, ...args: Args) => Result,
): (this: This, ...args: Args) => Result {
  const named = function (this: This, ...args: Args): Result {
    if (!watching) return Reflect.apply(real, this, args) as Result
    watching.note(cause, call)
    return during(undefined, () => Reflect.apply(real, this, args) as Result)
  }
  for (const key of ['name', 'length'])
    Object.defineProperty(named, key, { value: real[key as 'name'], configurable: true })
  return named
}

function during<T>(uses: SeenUses | undefined, run: () => T): T {
  const before = watching
  watching = uses
  try {
    return run()
  } finally {
    watching = before
  }
}
