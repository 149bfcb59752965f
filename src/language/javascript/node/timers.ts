import * as promises from './timers-promises.ts'

// Node's timers over the platform's, which know numbers only. Taken at once: the global ones are replaced by these.

type Run = (...args: unknown[]) => void

const platform = {
  setTimeout: globalThis.setTimeout.bind(globalThis),
  setInterval: globalThis.setInterval.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
}

/** What Node.js gives for a timer. Here nothing ends because no timer is left, so that `unref` changes nothing. */
class Timeout {
  #start: () => number
  #id: number

  constructor(start: () => number) {
    this.#start = start
    this.#id = start()
  }

  ref = () => this
  unref = () => this
  hasRef = () => true

  refresh(): this {
    this.close()
    this.#id = this.#start()
    return this
  }

  close(): this {
    platform.clearTimeout(this.#id)
    return this
  }

  [Symbol.toPrimitive](): number {
    return this.#id
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

export function setTimeout(run: Run, delay?: number, ...args: unknown[]): Timeout {
  return new Timeout(() => Number(platform.setTimeout(run, delay, ...args)))
}

export function setInterval(run: Run, delay?: number, ...args: unknown[]): Timeout {
  return new Timeout(() => Number(platform.setInterval(run, delay, ...args)))
}

export function setImmediate(run: Run, ...args: unknown[]): Timeout {
  return setTimeout(run, 0, ...args)
}

/** A timer, or its number. What is neither is let pass, as Node.js does. */
export function clearTimeout(timer?: unknown): void {
  if (timer instanceof Timeout) timer.close()
  else if (typeof timer === 'number' || typeof timer === 'string') platform.clearTimeout(Number(timer))
}

export { clearTimeout as clearImmediate, clearTimeout as clearInterval, promises }
