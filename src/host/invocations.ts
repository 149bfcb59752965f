import type { AccountCommit } from '#storage/commit-account.ts'
import type { Ask, Answer } from '#wire/message.ts'
import type { BindingValue, LanguageCalls } from '#wire/language-calls.ts'
import { bindingData } from './bindings/binding-data.ts'
import { type Bindings, merged } from './bindings/bindings.ts'
import type { Account } from './bindings/account.ts'
import { toValue } from './bindings/payload.ts'
import { type Faults, InjectedFault } from './faults.ts'
import type { FunctionCatalog, FunctionDefinition } from './functions.ts'
import { type Languages, WorkerStoppedError } from './language.ts'
import type { CallFacts, LogSink } from './log-sink.ts'

export const WORKER_STOPPED = 'The function did not answer and its language worker was stopped.'

/** It ran longer than `functionTimeout` of host.json allows. It may run on; nobody waits for it. */
class FunctionTimeoutError extends Error {
  override readonly name = 'FunctionTimeoutError'
}

export interface InvocationsParts {
  readonly languages: Languages
  readonly logs: LogSink
  readonly catalog: FunctionCatalog
  readonly bindings: Bindings
  readonly account: Account
  readonly faults: Faults
  /** In real milliseconds; `null` is without limit. */
  readonly functionTimeout: number | null
}

type Invoke = Ask<LanguageCalls, 'invoke'>
type Outcome = Answer<LanguageCalls, 'invoke'>

/** What an invocation may have beside its trigger's value. */
export interface More {
  /** What the trigger tells beside its value, by the names that Azure gives it. */
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly retry?: NonNullable<Invoke['retry']>
  /** Written together with what the function puts out, when it succeeds. */
  readonly also?: AccountCommit
}

/** Calls functions, with all their bindings, and tells the console about it, as Core Tools do. */
export class Invocations {
  /** How many are under way. */
  running = 0
  private readonly parts: InvocationsParts
  private readonly calls = new Map<string, number>()
  private readonly definitions: ReadonlyMap<string, FunctionDefinition>

  constructor(parts: InvocationsParts) {
    this.parts = parts
    this.definitions = new Map(parts.catalog.all.map((each) => [each.name, each]))
  }

  /**
   * One invocation of a function that is no orchestrator: resolves when what it put out is on disk.
   * Rejects with the function's own error, or a {@link FunctionTimeoutError}.
   */
  async invoke(
    functionName: string,
    inputs: Readonly<Record<string, BindingValue>>,
    facts: CallFacts,
    reason = '(null)',
    more: More = {},
  ): Promise<Outcome> {
    return this.tell(functionName, facts, reason, async (callId) => {
      const definition = this.definitions.get(functionName)
      const ask = { callId, functionName, inputs, ...(more.retry && { retry: more.retry }) }
      if (definition && isFree(definition)) await this.strike(definition.name, facts)
      if (!definition || isPlain(definition, more)) return this.call(ask)
      return this.callBound(definition, ask, facts, more)
    })
  }

  /** Throws when a fault makes this call fail. It belongs to no instance, so its attempts are the calls since the start. */
  private async strike(functionName: string, { instanceId = '' }: CallFacts): Promise<void> {
    const { faults } = this.parts
    if (!faults.concern(functionName)) return
    const call = this.calls.get(functionName) ?? 0
    this.calls.set(functionName, call + 1)
    const strike = await faults.on({ functionName, instanceId, work: `call ${call}`, attempt: async () => call })
    if (await strike.take('fail')) throw new InjectedFault()
  }

  private async callBound(definition: FunctionDefinition, ask: Invoke, facts: CallFacts, more: More): Promise<Outcome> {
    const { bindings, account } = this.parts
    const { metadata = {}, also } = more
    const data = bindingData(definition, ask.inputs[definition.triggerName], metadata, facts)
    const others = await bindings.inputsOf(definition, data)
    const triggerMetadata = Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, toValue(value)]))
    const answer = await this.call({
      ...ask,
      inputs: { ...ask.inputs, ...others },
      ...(more.metadata && { triggerMetadata }),
    })
    const commit = merged([await bindings.outputsOf(definition, answer, data), also].flatMap((each) => each ?? []))
    if (commit) await account.commit(commit)
    return answer
  }

  /** The call, for no longer than it may take. */
  private async call(ask: Invoke): Promise<Outcome> {
    const { languages, functionTimeout } = this.parts
    const answered = languages.next('invoke').call('invoke', ask)
    if (functionTimeout === null || functionTimeout >= 2 ** 31) return answered
    let timeout: ReturnType<typeof setTimeout> | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timeout = setTimeout(() => reject(timedOut(ask.functionName, functionTimeout)), functionTimeout)
    })
    try {
      return await Promise.race([answered, tooLong])
    } finally {
      clearTimeout(timeout)
    }
  }

  /** Runs `call` under a new call id, with its lines in the console before and after. */
  async tell<T>(
    functionName: string,
    facts: CallFacts,
    reason: string,
    call: (callId: string) => Promise<T>,
  ): Promise<T> {
    const { logs } = this.parts
    const callId = crypto.randomUUID()
    const about = { ...facts, functionName }
    const category = `Function.${functionName}`
    const started = performance.now()
    const executed = (outcome: string) =>
      `Executed 'Functions.${functionName}' (${outcome}, Id=${callId}, Duration=${Math.round(performance.now() - started)}ms)`
    logs.begin(callId, about)
    logs.host(
      'information',
      category,
      `Executing 'Functions.${functionName}' (Reason='${reason}', Id=${callId})`,
      about,
    )
    this.running++
    try {
      const answer = await call(callId)
      logs.host('information', category, executed('Succeeded'), about)
      return answer
    } catch (error) {
      logs.host('error', category, executed('Failed'), about)
      logs.host('error', category, errorText(error), about)
      throw error
    } finally {
      this.running--
      logs.end(callId)
    }
  }
}

/** Whether nothing durable calls it: an HTTP function, a timer, a queue. */
function isFree({ kind }: FunctionDefinition): boolean {
  return kind === 'http' || kind === 'other'
}

/** It has nothing but its trigger, and perhaps an HTTP answer: most activities are like that. */
function isPlain({ bindings }: FunctionDefinition, { metadata, also }: More): boolean {
  if (metadata ?? also) return false
  return Object.values(bindings).every(({ type }) => type.endsWith('Trigger') || type === 'http')
}

function timedOut(functionName: string, ms: number): FunctionTimeoutError {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60]
  const span = [hours, minutes, seconds].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
  return new FunctionTimeoutError(`Timeout value of ${span} was exceeded by function: Functions.${functionName}`)
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof WorkerStoppedError) return WORKER_STOPPED
  if (error instanceof FunctionTimeoutError) return error.message
  const { name, message, stack } = error
  if (stack?.includes(message)) return stack
  const words = message.startsWith(`${name}: `) ? message : `${name}: ${message}` // Python's worker says both in one
  return stack ? `${words}\n${stack}` : words
}
