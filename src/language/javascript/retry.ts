import type { FunctionRetry } from '#wire/language-calls.ts'
import type { RpcRetryOptions } from './core-types.ts'

/** A function's retry policy as the host wants it: nothing when it has none. Throws for one without a number of retries. */
export function retryOf(options: RpcRetryOptions | null | undefined): { retry?: FunctionRetry } {
  if (!options) return {}
  const { retryStrategy, maxRetryCount, delayInterval, minimumInterval, maximumInterval } = options
  if (typeof maxRetryCount !== 'number') throw new Error("A retry policy needs a 'maxRetryCount'.")
  if (retryStrategy === 'exponentialBackoff') {
    const [minimumMs, maximumMs] = [msOf(minimumInterval), msOf(maximumInterval)]
    return { retry: { strategy: retryStrategy, maxRetryCount, minimumMs, maximumMs } }
  }
  return { retry: { strategy: 'fixedDelay', maxRetryCount, delayMs: msOf(delayInterval) } }
}

/** Whole seconds, as they travel on Azure. */
function msOf(duration: { readonly seconds: number } | undefined): number {
  return (duration?.seconds ?? 0) * 1000
}
