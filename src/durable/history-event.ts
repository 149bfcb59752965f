import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'

/** What a failed task or instance carries when the language worker described its exception. Spelled as on Azure's wire. */
export interface FailureDetails {
  readonly ErrorType: string
  readonly ErrorMessage: string
  readonly StackTrace?: string | null
  readonly IsNonRetriable?: boolean
  readonly InnerFailure?: FailureDetails | null
  readonly Properties?: Readonly<Record<string, unknown>> | null
}

/** Where a sub-orchestration reports its end. */
export interface ParentInstance {
  readonly name: string
  readonly instanceId: string
  readonly executionId: string
  /** The sequence number of the `SubOrchestrationInstanceCreated` in the parent's history. */
  readonly taskScheduledId: number
}

/** How an execution can end, as `ExecutionCompleted` records it. */
export type EndStatus = 'Completed' | 'Failed' | 'Terminated' | 'ContinuedAsNew'

/**
 * One line of an orchestration's history, named as the Durable Task Framework names it.
 *
 * History is append-only, and it is the only truth there is: an instance's status, the timeline and the
 * explanations are all derived from these lines. `at` is hub time. Payloads stay the JSON text they came as.
 * Inside one execution, `id` is the sequence number that code and host both count (RULES.md, "Ids").
 */
export type HistoryEvent = { readonly at: EpochMs } & (
  | {
      readonly type: 'ExecutionStarted'
      readonly name: string
      readonly input: JsonText | null
      readonly executionId: string
      readonly version?: string
      readonly parent?: ParentInstance
    }
  | {
      readonly type: 'ExecutionCompleted'
      readonly status: EndStatus
      /** The output; the failure's text when it failed; the next input when it continued as new. */
      readonly result: string | null
      readonly failureDetails?: FailureDetails
    }
  | { readonly type: 'ExecutionTerminated'; readonly reason: string }
  | { readonly type: 'ExecutionSuspended'; readonly reason: string }
  | { readonly type: 'ExecutionResumed'; readonly reason: string }
  | { readonly type: 'ExecutionRewound'; readonly reason: string }
  | { readonly type: 'OrchestratorStarted' }
  | { readonly type: 'OrchestratorCompleted' }
  | { readonly type: 'TaskScheduled'; readonly id: number; readonly name: string; readonly input: JsonText | null }
  | ({ readonly type: 'TaskCompleted'; readonly taskScheduledId: number; readonly result: JsonText | null } & PickedUp)
  | ({ readonly type: 'TaskFailed'; readonly taskScheduledId: number } & Failure & PickedUp)
  | {
      readonly type: 'SubOrchestrationInstanceCreated'
      readonly id: number
      readonly name: string
      readonly instanceId: string
      readonly input: JsonText | null
      readonly version?: string
    }
  | {
      readonly type: 'SubOrchestrationInstanceCompleted'
      readonly taskScheduledId: number
      readonly result: JsonText | null
    }
  | ({ readonly type: 'SubOrchestrationInstanceFailed'; readonly taskScheduledId: number } & Failure)
  | { readonly type: 'TimerCreated'; readonly id: number; readonly fireAt: EpochMs }
  | { readonly type: 'TimerFired'; readonly timerId: number; readonly fireAt: EpochMs }
  | {
      readonly type: 'EventSent'
      readonly id: number
      readonly instanceId: string
      readonly name: string
      readonly input: JsonText | null
    }
  | { readonly type: 'EventRaised'; readonly name: string; readonly input: JsonText | null }
  | { readonly type: 'GenericEvent'; readonly data: string }
)

/** Why a task failed: `reason` is the sentence, `details` the rest, exactly as the orchestrator's exception will join them. */
export interface Failure {
  readonly reason: string
  readonly details: string
  readonly failureDetails?: FailureDetails
}

/** Known to our own host alone, and on no wire: before this time the task stood in a queue. */
export interface PickedUp {
  readonly startedAt?: EpochMs
}

export type HistoryEventType = HistoryEvent['type']

/** The events with which an execution schedules work, each with its sequence number. */
export type Scheduled = Extract<
  HistoryEvent,
  { type: 'TaskScheduled' | 'TimerCreated' | 'SubOrchestrationInstanceCreated' | 'EventSent' }
>

/** The events that an orchestrator's code can be waiting for. */
export type CompletionEvent = Extract<
  HistoryEvent,
  {
    type:
      | 'TaskCompleted'
      | 'TaskFailed'
      | 'SubOrchestrationInstanceCompleted'
      | 'SubOrchestrationInstanceFailed'
      | 'TimerFired'
      | 'EventRaised'
  }
>
