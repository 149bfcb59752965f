/** The argument checks of durable-functions 3.5, with its words. `value` is user code's, so anything. */
export function requireText(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string')
    throw new TypeError(`${name}: Expected non-empty, non-whitespace string but got ${typeof value}`)
  if (value.trim() === '') throw new Error(`${name}: Expected non-empty, non-whitespace string but got empty string`)
}

export function requireNumber(value: unknown, name: string): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${name}: Expected number but got ${typeof value}`)
}

/** Anything with the two fields of a `RetryOptions` will do: plain objects are accepted. */
export function requireRetryOptions(value: unknown): void {
  const isPolicy =
    typeof value === 'object' &&
    value !== null &&
    ['firstRetryIntervalInMilliseconds', 'maxNumberOfAttempts'].every((key) => Object.hasOwn(value, key))
  if (!isPolicy)
    throw new TypeError(
      `retryOptions: Expected object of type RetryOptions but got ${typeof value}; are you missing properties?`,
    )
}
