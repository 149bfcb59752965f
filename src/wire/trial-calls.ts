import type { CrashPoint, Told, TrialRun } from '#durable/trial.ts'
import type { AnswerParsers } from './connect.ts'
import { count, fields, listOf, text } from './read.ts'

/** What the page asks of a worker that repeats runs in hubs of its own. */
export interface TrialCalls {
  /** Repeats a run from its beginning, with a crash at that moment, or none. Rejects when it comes to no end, or never to that moment. */
  repeat: { ask: { readonly run: TrialRun; readonly crash: CrashPoint | null }; answer: Told }
}

/** The first message to such a worker; all else goes over `port`. It asks the page for its language workers there. */
export interface StartTrial {
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly port: MessagePort
}

/** The worker is our own; what it tells holds texts of user code, which are shown as text. */
export const trialAnswers: AnswerParsers<TrialCalls> = {
  repeat: (raw) => {
    const from = fields(raw, 'answer')
    text(from['status'], 'status')
    listOf(text, 1_000_000)(from['lines'], 'lines')
    listOf(count, 1_000_000)(from['commits'], 'commits')
    return raw as Told
  },
}
