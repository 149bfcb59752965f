import type { RetryPolicy } from '#durable/action.ts'

const texts = new WeakMap<RetryPolicy, string>()

/** Remembers a policy as Python wrote it: `5000.0` is another text than `5000`, and the same number here. */
export function rememberRetryText(policy: RetryPolicy, text: string): void {
  texts.set(policy, text)
}

/** The policy as Python wrote it, if it did. */
export function retryText(policy: RetryPolicy): string | undefined {
  return texts.get(policy)
}
