import type { FailureDetails as WireFailureDetails } from '#durable/history-event.ts'

/** Why a task failed, as orchestrator code reads it. */
export interface FailureDetails {
  readonly errorType: string
  readonly errorMessage: string
  readonly stackTrace: string | undefined
  readonly isNonRetriable: boolean
  readonly properties: Readonly<Record<string, unknown>> | undefined
  readonly innerFailure: FailureDetails | undefined
  /** Whether this failure or one inside it is of that type. */
  isCausedBy(errorType: string): boolean
}

/** Thrown at the `yield` of a task whose failure came with details. */
export class TaskFailedError extends Error {
  override readonly name = 'TaskFailedError'
  readonly failureDetails: FailureDetails
  readonly taskName: string | undefined
  readonly taskId: number | undefined

  constructor(failureDetails: FailureDetails, taskName?: string, taskId?: number) {
    super(`${failureDetails.errorType}: ${failureDetails.errorMessage}`)
    this.failureDetails = failureDetails
    this.taskName = taskName
    this.taskId = taskId
    if (failureDetails.stackTrace) this.stack = failureDetails.stackTrace
  }
}

/** From history's spelling to the code's. */
export function failureDetailsFrom(wire: WireFailureDetails): FailureDetails {
  const details: FailureDetails = {
    errorType: wire.ErrorType ?? 'Error',
    errorMessage: wire.ErrorMessage ?? '',
    stackTrace: wire.StackTrace ?? undefined,
    isNonRetriable: wire.IsNonRetriable ?? false,
    properties: wire.Properties ?? undefined,
    innerFailure: wire.InnerFailure ? failureDetailsFrom(wire.InnerFailure) : undefined,
    isCausedBy(errorType) {
      for (let failure: FailureDetails | undefined = details; failure; failure = failure.innerFailure)
        if (failure.errorType === errorType) return true
      return false
    },
  }
  return details
}

/** The details of a failure that leaves the code as it came in; none for any other exception. */
export function failureOf(exception: unknown): WireFailureDetails | undefined {
  return exception instanceof TaskFailedError ? toWireFailureDetails(exception.failureDetails) : undefined
}

/** The reverse of {@link failureDetailsFrom}. */
function toWireFailureDetails(details: FailureDetails): WireFailureDetails {
  const { stackTrace, properties, innerFailure } = details
  return {
    ErrorType: details.errorType,
    ErrorMessage: details.errorMessage,
    IsNonRetriable: details.isNonRetriable,
    ...(stackTrace !== undefined && { StackTrace: stackTrace }),
    ...(properties !== undefined && { Properties: properties }),
    ...(innerFailure !== undefined && { InnerFailure: toWireFailureDetails(innerFailure) }),
  }
}
