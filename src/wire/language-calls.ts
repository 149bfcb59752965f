import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action } from '#durable/action.ts'
import type { CompiledModule } from '#durable/build.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { FailureDetails, HistoryEvent } from '#durable/history-event.ts'
import type { Headers, HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { CodeLine, EpisodeTrace, LogLevel } from '#durable/trace.ts'
import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'

/** A function as its language worker registered it. Binding names are the person's, `type` and `direction` Azure's. */
export interface FunctionMetadata {
  readonly name: string
  readonly bindings: Readonly<Record<string, Binding>>
  readonly retry?: FunctionRetry
  /** Why it could not be loaded, while others could: it is there, and each call of it fails. */
  readonly failure?: string
}

/** How a function that failed is to be tried again. `maxRetryCount` -1 is without end. */
export type FunctionRetry =
  | { readonly strategy: 'fixedDelay'; readonly maxRetryCount: number; readonly delayMs: number }
  | {
      readonly strategy: 'exponentialBackoff'
      readonly maxRetryCount: number
      readonly minimumMs: number
      readonly maximumMs: number
    }

export interface Binding {
  readonly type: string
  readonly direction: 'in' | 'out' | 'inout'
  readonly [option: string]: unknown
}

/** A value on its way into or out of a function, as Azure's language workers know it. */
export type BindingValue =
  | { readonly kind: 'none' }
  /** JSON text; a string that is JSON text arrives parsed in JavaScript, as on Azure. */
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: ArrayBuffer }
  | {
      readonly kind: 'http request'
      readonly request: HttpRequestMessage
      readonly params: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'http response'
      readonly status: number
      readonly headers: Headers
      readonly body: ArrayBuffer | null
    }

/** How an orchestrator's code ended this episode. */
export type EpisodeOutcome =
  /** It waits, or it said less than it should have (`throw 'x'`): on Azure the instance stays Running. */
  | { readonly type: 'waiting'; readonly cause?: 'falsy-error' }
  | { readonly type: 'done'; readonly output: JsonText | null }
  | { readonly type: 'failed'; readonly error: string; readonly failureDetails?: FailureDetails }

export interface OrchestrateAsk {
  /** Names this call; its log lines carry it. */
  readonly callId: string
  readonly name: string
  readonly instanceId: string
  readonly executionId: string
  readonly parentInstanceId: string | null
  /** The position of `events[0]` in the execution's history. */
  readonly from: number
  readonly events: readonly HistoryEvent[]
  /** How many actions of this execution the host still has. */
  readonly knownActions: number
}

export interface OrchestrateAnswer {
  readonly outcome: EpisodeOutcome
  /** The position of `actions[0]` in the list of all actions of this execution: 0, or the length the host was last told. */
  readonly actionsFrom: number
  readonly actions: readonly Action[]
  readonly customStatus: JsonText | null
  /** What the code itself has counted, to hold against the host's own count. */
  readonly sequenceNumber: number
  /** The lines that yielded the tasks, by sequence number: told with a list of actions that begins anew after a replay. */
  readonly lines?: readonly (CodeLine | null)[]
  readonly trace: EpisodeTrace
}

export type OrchestrateResult = OrchestrateAnswer | { readonly needHistory: true }

/**
 * Every question the host may put to a language worker.
 *
 * All of it is structured-cloneable data. A question added here does not compile until the host can
 * parse its answer (`parse-language.ts`) and every worker can give one (`language/*`).
 */
export interface LanguageCalls {
  load: {
    ask: {
      readonly build: string
      readonly modules: readonly CompiledModule[]
      readonly entries: readonly string[]
      readonly env: Readonly<Record<string, string>>
      readonly clock: ClockState
      /** The modules are compiled to be looked at, and this worker only ever replays: nothing it says is committed. */
      readonly isInspected?: boolean
    }
    answer: { readonly functions: readonly FunctionMetadata[] }
  }
  /** One episode. History travels once: `needHistory` asks for it from the beginning. */
  orchestrate: { ask: OrchestrateAsk; answer: OrchestrateResult }
  /** One invocation of any other function. Rejects with the function's own error. */
  invoke: {
    ask: {
      readonly callId: string
      readonly functionName: string
      readonly inputs: Readonly<Record<string, BindingValue>>
      /** What the trigger tells beside its value. */
      readonly triggerMetadata?: Readonly<Record<string, BindingValue>>
      /** Given when the function has a retry policy; 0 is the first attempt. */
      readonly retry?: { readonly retryCount: number; readonly maxRetryCount: number; readonly failure?: string }
    }
    answer: { readonly result: BindingValue; readonly outputs: Readonly<Record<string, BindingValue>> }
  }
  /** Forget an execution's history and code state: it has ended or moved on. */
  forget: { ask: { readonly executionId: string }; answer: null }
  /** How hub time passes from now on: user code's `Date` is hub time. */
  clock: { ask: ClockState; answer: null }
  /** Runs the app's `appTerminate` hooks: the worker is about to be ended. */
  terminate: { ask: Record<never, never>; answer: null }
  ping: { ask: Record<never, never>; answer: null }
}

/** What the host asks a language worker of its own for, which replays for somebody who looks on and commits nothing. */
export interface InspectorCalls extends Pick<LanguageCalls, 'load' | 'ping'> {
  /** Replays what the code did around a position of history. History travels once, as for an episode. */
  inspect: {
    ask: Omit<OrchestrateAsk, 'callId' | 'knownActions'> & { readonly position: number; readonly until: number }
    answer: Inspection
  }
}

/** What the host asks a language worker of its own for, which runs the project's tests and nothing else. */
export interface TesterCalls extends Pick<LanguageCalls, 'ping'> {
  /** Imports all files of tests anew. */
  findTests: {
    ask: Pick<LanguageCalls['load']['ask'], 'modules' | 'env' | 'clock'>
    answer: { readonly tests: readonly UnitTest[] }
  }
  /** One of the tests found last. What several share is set up before the first of them and torn down after `isLast`. */
  runTest: { ask: { readonly id: string; readonly isLast: boolean }; answer: TestOutcome }
}

/** What a language worker may ask of the host or tell it. Everything in it is user code's word: parsed, capped, never believed. */
export interface HostServices {
  /** The durable client's requests, through the one HTTP door. */
  http: { ask: { readonly request: HttpRequestMessage }; answer: { readonly response: HttpResponseMessage } }
  /** A request of user code to the outside, and which call it is of when that is known: sent when the person allows it, or answered from the project's fixtures. Rejects with the reason. */
  fetch: {
    ask: { readonly request: HttpRequestMessage; readonly callId: string | null }
    /** `url`: where the answer came from, after redirects. */
    answer: { readonly response: HttpResponseMessage; readonly url: string }
  }
  /** Console lines, in order, in batches. */
  log: { ask: { readonly lines: readonly WorkerLogLine[] }; answer: null }
  /** A call has begun to run user code. When the worker is then stopped, the last such call is the one to blame. */
  started: { ask: { readonly callId: string }; answer: null }
}

export interface WorkerLogLine {
  readonly callId: string | null
  readonly level: LogLevel
  readonly text: string
  readonly isReplaying?: boolean
  readonly at: EpochMs
}

/** Errors of user code may say where they were thrown. */
export interface LocatedError {
  readonly message: string
  readonly at?: CodeLine
}
