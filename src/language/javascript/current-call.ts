let current: string | null = null

/** The call whose code runs now, in this turn. After an `await` nobody can tell any more: `null`. */
export function currentCall(): string | null {
  return current
}

/** Runs the first, synchronous part of a call, so that what it writes to the console is known to be its own. */
export function asCall<T>(callId: string, run: () => T): T {
  const before = current
  current = callId
  try {
    return run()
  } finally {
    current = before
  }
}
