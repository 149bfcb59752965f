// Node's `timers/promises`, over the platform's timers.

interface Options {
  readonly signal?: AbortSignal
}

/** Resolves with `value` after so many milliseconds; rejects when the signal aborts before. */
export function setTimeout<T = void>(delay?: number, value?: T, { signal }: Options = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal))
    const abort = () => {
      clearTimeout(timer)
      if (signal) reject(aborted(signal))
    }
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve(value as T)
    }, delay)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

export function setImmediate<T = void>(value?: T, options?: Options): Promise<T> {
  return setTimeout(0, value, options)
}

/** Gives `value` again and again, for as long as somebody asks. */
export async function* setInterval<T = void>(delay?: number, value?: T, options?: Options): AsyncGenerator<T> {
  for (;;) yield await setTimeout(delay, value, options)
}

export const scheduler = {
  wait: (delay: number, options?: Options) => setTimeout(delay, undefined, options),
  yield: () => setImmediate(),
}

function aborted(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason })
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' })
}
