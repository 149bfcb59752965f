import type { RetryPolicy } from './action.ts'

const SIX_DAYS = 6 * 86_400_000

/**
 * Milliseconds to wait after the failed attempt number `attempt` (1, 2 …), or `undefined` when the policy's time-out has passed.
 * `elapsed` is the hub time since the first attempt. As `RetryInterceptor` of the Durable Task Framework counts.
 */
export function retryDelay(policy: RetryPolicy, attempt: number, elapsed: number): number | undefined {
  if (elapsed >= (policy.retryTimeoutInMilliseconds ?? Infinity)) return undefined
  const backoff = policy.firstRetryIntervalInMilliseconds * (policy.backoffCoefficient ?? 1) ** (attempt - 1)
  return Math.min(backoff, policy.maxRetryIntervalInMilliseconds ?? SIX_DAYS)
}
