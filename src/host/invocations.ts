import type { Answer } from '#wire/message.ts'
import type { BindingValue, LanguageCalls } from '#wire/language-calls.ts'
import { type Language, WorkerStoppedError } from './language.ts'
import type { CallFacts, LogSink } from './log-sink.ts'

export const WORKER_STOPPED = 'The function did not answer and its language worker was stopped.'

/** Calls functions and tells the console about it, as Core Tools do. */
export class Invocations {
  /** How many are under way. */
  running = 0
  private readonly language: Language
  private readonly logs: LogSink

  constructor(language: Language, logs: LogSink) {
    this.language = language
    this.logs = logs
  }

  /** One invocation of a function that is no orchestrator. Rejects with the function's own error. */
  async invoke(
    functionName: string,
    inputs: Readonly<Record<string, BindingValue>>,
    facts: CallFacts,
    reason = '(null)',
  ): Promise<Answer<LanguageCalls, 'invoke'>> {
    return this.tell(functionName, facts, reason, (callId) =>
      this.language.call('invoke', { callId, functionName, inputs }),
    )
  }

  /** Runs `call` under a new call id, with its lines in the console before and after. */
  async tell<T>(
    functionName: string,
    facts: CallFacts,
    reason: string,
    call: (callId: string) => Promise<T>,
  ): Promise<T> {
    const callId = crypto.randomUUID()
    const about = { ...facts, functionName }
    const category = `Function.${functionName}`
    const started = performance.now()
    const executed = (outcome: string) =>
      `Executed 'Functions.${functionName}' (${outcome}, Id=${callId}, Duration=${Math.round(performance.now() - started)}ms)`
    this.logs.begin(callId, about)
    this.logs.host(
      'information',
      category,
      `Executing 'Functions.${functionName}' (Reason='${reason}', Id=${callId})`,
      about,
    )
    this.running++
    try {
      const answer = await call(callId)
      this.logs.host('information', category, executed('Succeeded'), about)
      return answer
    } catch (error) {
      this.logs.host('error', category, executed('Failed'), about)
      this.logs.host('error', category, errorText(error), about)
      throw error
    } finally {
      this.running--
      this.logs.end(callId)
    }
  }
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof WorkerStoppedError) return WORKER_STOPPED
  return error.stack?.includes(error.message) ? error.stack : `${error.name}: ${error.message}`
}
