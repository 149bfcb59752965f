import type { Ask, Answer } from '#wire/message.ts'
import type { LanguageCalls } from '#wire/language-calls.ts'

/** The language worker as the task hub sees it. */
export interface Language {
  /** Counts the workers there have been: what one of them was told, the next does not know. */
  readonly generation: number
  /**
   * Rejects with the error of user code, with a `ParseError` when the answer breaks a limit, or with a
   * {@link WorkerStoppedError} when the worker was ended before it answered.
   */
  call<K extends keyof LanguageCalls>(call: K, ask: Ask<LanguageCalls, K>): Promise<Answer<LanguageCalls, K>>
}

/** The language worker was ended. `isToBlame`: this call was the one that held it. */
export class WorkerStoppedError extends Error {
  override readonly name = 'WorkerStoppedError'
  readonly isToBlame: boolean

  constructor(isToBlame: boolean, reason: string) {
    super(reason)
    this.isToBlame = isToBlame
  }
}
