import type { EpochMs } from '#base/units.ts'
import type { Build } from '#durable/build.ts'
import type { ClockMode } from '#durable/clock-mode.ts'
import type { Fault } from '#durable/fault.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import type { HistoryCheck } from '#durable/history-check.ts'
import type { HistoryOrigin, ImportedHistory } from '#durable/history-import/imported-history.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { StorageChange } from '#durable/storage-change.ts'
import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'

/** What the host is doing with the project, for the status line and the Run button. */
export type HostState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'running'; readonly build: string; readonly functions: readonly FunctionInfo[] }
  /** The start failed: no function of this build runs. The build before it, if any, is gone on with. */
  | { readonly phase: 'failed'; readonly message: string; readonly file?: string; readonly line?: number }
  /** User code holds its thread: no pong for 5 s. The person decides. */
  | {
      readonly phase: 'hung'
      readonly functionName: string
      readonly build: string
      readonly functions: readonly FunctionInfo[]
    }
  /** Three deaths of the language worker in 30 s; the next Run starts anew. */
  | { readonly phase: 'broken'; readonly message: string }

/** What a step took. */
export type Step =
  | {
      readonly kind: 'message' | 'activity' | 'entity'
      /** The type of the message, or the name of the activity or operation. */
      readonly what: string
      readonly instanceId: string
    }
  /** Nothing but the clock moved: to what is no instance's affair. */
  | { readonly kind: 'time'; readonly at: EpochMs }
  /** `busy`: what was taken before has not ended. `begun`: from now on nothing moves without a step. */
  | { readonly kind: 'nothing' | 'busy' | 'begun' }

/**
 * Every question the page (and the service worker, and other tabs of the project) may put to the host.
 * Short answers only: what happens afterwards is read from the database by live query.
 */
export interface HostCalls {
  /** Loads a build and goes on with every instance from its history. Answers when the functions are registered. */
  run: { ask: { build: Build }; answer: { functions: readonly FunctionInfo[] } }
  /** Stops dispatching and ends the language worker. History stays. */
  stop: { ask: Record<never, never>; answer: null }
  /** The one HTTP door. */
  http: { ask: { request: HttpRequestMessage }; answer: { response: HttpResponseMessage } }
  clock: { ask: { mode: ClockMode }; answer: null }
  /** Moves the clock, whatever its mode, to the next durable timer, hidden message or retry, and answers with when that was. */
  nextDue: { ask: Record<never, never>; answer: { readonly at: EpochMs | null } }
  /** Takes one piece of work, or the next timer when none waits. The first one sets the clock to `stepping` and takes nothing. */
  step: { ask: Record<never, never>; answer: Step }
  /** The project's faults from now on, all of them. */
  faults: { ask: { readonly faults: readonly Fault[] }; answer: null }
  /** Host and language workers end in the middle of what they do, as if the tab was closed, and come back. */
  crash: { ask: Record<never, never>; answer: null }
  /** The answer to a hung worker: end it now, or wait on. */
  hung: { ask: { decision: 'stop now' | 'keep going' }; answer: null }
  state: { ask: Record<never, never>; answer: HostState }
  /**
   * Runs a function by hand, whatever triggers it: a timer now, a queue function with this message, a blob function with
   * the blob of this path, another with this JSON. Answers when it has begun; the console tells what became of it.
   * Rejects when there is no such function or the payload does not fit it.
   */
  fire: { ask: { readonly functionName: string; readonly payload: string | null }; answer: null }
  /** Changes the storage account. Rejects with what is wrong with a name. What is in it is read from the database. */
  storage: { ask: { readonly change: StorageChange }; answer: null }
  /**
   * What an execution's code had done when history held `position` events, and around that. Replayed apart from what
   * runs, on the events before `until`; nothing is committed. `build` is compiled to be looked at and need be sent once:
   * without it the answer may be `needBuild`. Rejects after 5 s, and when there is no such history.
   */
  inspect: {
    ask: {
      readonly instanceId: string
      readonly executionId: string
      readonly position: number
      readonly until: number
      readonly buildId: string
      readonly build: Build | null
      /** It is one of the histories that `replay` laid out, and none of the hub's. */
      readonly isReplay?: boolean
    }
    answer: Inspection | { readonly needBuild: true }
  }
  /**
   * Holds a build against a history, wherever that came from: replayed apart from what runs, nothing is committed. `build`
   * need be sent once: without it the answer may be `needBuild`. Rejects with what keeps the code from being replayed, when
   * the history is of another app, and when it takes too long.
   */
  check: {
    ask: { readonly buildId: string; readonly build: Build | null; readonly history: ImportedHistory }
    answer: HistoryCheck | { readonly needBuild: true }
  }
  /**
   * Holds a build against histories that belong together, and lays them out as runs in the database beside the hub, in the
   * place of those that were there. Answers with the first one's ids, and where the code parts from it. A history that the
   * code cannot be replayed against is laid out as it was told. `build` as in `check`; rejects when the code does not load.
   */
  replay: {
    ask: {
      readonly buildId: string
      readonly build: Build | null
      /** What the opening is to be called. */
      readonly id: string
      readonly origin: HistoryOrigin
      readonly histories: readonly ImportedHistory[]
    }
    answer: OpenedRun | { readonly needBuild: true }
  }
  /** Loads the tests of a build, apart from what runs. Rejects when they cannot be looked for. */
  findTests: { ask: { build: Build }; answer: { tests: readonly UnitTest[] } }
  /** Runs one of the tests found last; `isLast` tears down what several share. Rejects when it is stopped meanwhile. */
  runTest: { ask: { readonly id: string; readonly isLast: boolean }; answer: TestOutcome }
  /** Ends the tests' own interpreter, whatever it is at. */
  stopTests: { ask: Record<never, never>; answer: null }
}

/** A history that can be looked at as a run. */
export interface OpenedRun {
  readonly instanceId: string
  readonly executionId: string
  /** The position of the event at which the code parts from it; `null` when it does not. */
  readonly partsAt: number | null
}

/** A worker `to run` the app (the default), one `to look on`, `to check` histories, or `to test`: they live side by side. */
export type WorkerPurpose = 'to run' | 'to look on' | 'to check' | 'to test'

/** One of the workers that live side by side. */
export interface WorkerPlace {
  readonly purpose?: WorkerPurpose
  /** Which of several for that purpose, from 0, the default. */
  readonly slot?: number
}

/** What the host asks of the page that started it. The host may command; it never pushes state. */
export interface PageCalls {
  /** A fresh language worker of that language, in the sandbox; any earlier one in its place is ended first. Answers with its port (transferred). */
  spawn: { ask: { language: Build['language'] } & WorkerPlace; answer: { port: MessagePort } }
  kill: { ask: { language: Build['language'] } & WorkerPlace; answer: null }
  /** End this host and its language workers at once, open it again, and go on with the last build. */
  crash: { ask: Record<never, never>; answer: null }
  /** The tab that ran the project has gone and this page's host is the one now: go on with the last build. */
  takeOver: { ask: Record<never, never>; answer: null }
  /** Whether the person lets this app send requests to an origin. It may take them a while to say. */
  mayFetch: { ask: NetworkQuestion; answer: { readonly isAllowed: boolean } }
}

/** The first message to a host worker; all else goes over `port`. */
export interface StartHost {
  readonly projectId: string
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly port: MessagePort
}
