import type { Ask, Answer } from '#wire/message.ts'
import type { LanguageCalls } from '#wire/language-calls.ts'

/** A language worker as the task hub sees it. */
export interface Language {
  /** Counts the workers there have been: what one of them was told, the next does not know. */
  readonly generation: number
  /**
   * Rejects with the error of user code, with a `ParseError` when the answer breaks a limit, or with a
   * {@link WorkerStoppedError} when the worker was ended before it answered.
   */
  call<K extends keyof LanguageCalls>(call: K, ask: Ask<LanguageCalls, K>): Promise<Answer<LanguageCalls, K>>
}

/** The language workers of an app, each of which has all of its functions. */
export interface Languages {
  /** Whom to put such a call to: `before` while it answers, else whoever has the least to do, in turn. */
  next(call: keyof LanguageCalls, before?: Language): Language
  /** Ends them through no fault of their own, and starts others. What they had not answered is asked again. */
  lose(): void
  /** Tells all of them; nobody waits for an answer. */
  tell<K extends keyof LanguageCalls>(call: K, ask: Ask<LanguageCalls, K>): void
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
