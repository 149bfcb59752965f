/** Tells which properties of an exception to keep in its FailureDetails. */
export interface ExceptionPropertiesProvider {
  getExceptionProperties(error: unknown): Readonly<Record<string, unknown>> | undefined | null
}

let provider: ExceptionPropertiesProvider | undefined

/** One for the whole app; the last one set counts. */
export function setExceptionPropertiesProvider(given: ExceptionPropertiesProvider | undefined): void {
  provider = given
}

/**
 * The activity's handler, whose errors carry their details as JSON in the message when a provider has something to
 * add: that is how they reach the host.
 */
export function withExceptionProperties<A extends unknown[]>(
  handler: (...args: A) => unknown,
): (...args: A) => unknown {
  return async (...args) => {
    try {
      return await handler(...args)
    } catch (thrown) {
      const details = detailsOf(thrown)
      throw details === undefined ? thrown : saying(thrown, details)
    }
  }
}

function detailsOf(thrown: unknown): string | undefined {
  try {
    const properties = provider?.getExceptionProperties(thrown)
    if (!properties) return undefined
    const error = thrown instanceof Error ? thrown : undefined
    const errorType = error?.name ?? 'Error'
    const errorMessage =
      error?.message ?? (typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown)))
    const stackTrace = error?.stack ? { stackTrace: error.stack } : {}
    return JSON.stringify({
      errorType,
      errorMessage,
      isNonRetriable: false,
      properties: { ...properties },
      ...stackTrace,
    })
  } catch {
    return undefined
  }
}

function saying(thrown: unknown, message: string): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  try {
    error.message = message
    return error
  } catch {
    const copy = new Error(message)
    if (error.stack !== undefined) copy.stack = error.stack
    return copy
  }
}
