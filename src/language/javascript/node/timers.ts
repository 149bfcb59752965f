import * as promises from './timers-promises.ts'

// Node's `timers`: the platform's own, and the two that a browser has not.

type Run = (...args: unknown[]) => void

export function setImmediate(run: Run, ...args: unknown[]): unknown {
  return globalThis.setTimeout(run, 0, ...args)
}

export function clearImmediate(handle: number): void {
  globalThis.clearTimeout(handle)
}

export const setTimeout = (run: Run, delay?: number, ...args: unknown[]) => globalThis.setTimeout(run, delay, ...args)
export const setInterval = (run: Run, delay?: number, ...args: unknown[]) => globalThis.setInterval(run, delay, ...args)
export const clearTimeout = (handle: number) => globalThis.clearTimeout(handle)
export const clearInterval = (handle: number) => globalThis.clearInterval(handle)

export { promises }
