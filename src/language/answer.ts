import type { FailureDetails } from '#durable/history-event.ts'
import type { EpisodeTrace } from '#durable/trace.ts'
import { asksTheSame, customStatusText, toAction } from '#replay/actions.ts'
import type { Dialect } from '#replay/dialect.ts'
import type { Execution } from '#replay/execution.ts'
import type { Asked } from '#replay/asked.ts'
import type { EpisodeOutcome, OrchestrateAnswer } from '#wire/language-calls.ts'

/**
 * What the host is told of an episode. Only what the code asks for beyond `told` travels, unless the code has changed
 * its mind about something the host knows already (another input, a cancelled timer): then all of it does.
 * Throws when an input or the output has no JSON.
 */
export function toAnswer(
  execution: Execution,
  dialect: Dialect,
  customStatus: unknown,
  told: readonly Asked[],
  failureOf: (exception: unknown) => FailureDetails | undefined,
): OrchestrateAnswer {
  const { asked } = execution
  const isAsBefore = told.length <= asked.length && told.every((each, i) => asksTheSame(asked[i] as Asked, each))
  return answerFrom(execution, dialect, customStatus, isAsBefore ? told.length : 0, failureOf)
}

/** The same where it is known that the first `from` of the actions are as the host was told them. */
export function answerFrom(
  execution: Execution,
  dialect: Dialect,
  customStatus: unknown,
  from: number,
  failureOf: (exception: unknown) => FailureDetails | undefined,
): OrchestrateAnswer {
  const lines = from === 0 && execution.notes.hasReplayed ? linesOf(execution) : undefined
  return {
    outcome: outcomeOf(execution, dialect, failureOf),
    actionsFrom: from,
    actions: execution.asked.slice(from).map((each) => toAction(each, dialect)),
    customStatus: customStatusText(customStatus),
    sequenceNumber: execution.sequenceNumber,
    ...(lines && { lines }),
    trace: traceOf(execution),
  }
}

/** Rule D4. A list with holes does not cross a thread as one. */
function linesOf({ notes: { lines } }: Execution): NonNullable<OrchestrateAnswer['lines']> {
  return Array.from(lines, (at) => at ?? null)
}

function traceOf(execution: Execution): EpisodeTrace {
  const awaits = execution.awaited()
  const unclaimedEvents = execution.unclaimedEvents()
  return {
    ...execution.notes.take(),
    ...(awaits && { awaits }),
    ...(unclaimedEvents.length > 0 && { unclaimedEvents }),
  }
}

/** Rules F1-F3: an error without words is no failure to the host: the instance stays Running, or continues as new. */
function outcomeOf(
  { exception, isDone, continuedAsNew, output }: Execution,
  dialect: Dialect,
  failureOf: (exception: unknown) => FailureDetails | undefined,
): EpisodeOutcome {
  if (exception === undefined) return isDone ? { type: 'done', output: dialect.encode(output) } : { type: 'waiting' }
  const error = messageOf(exception)
  if (!error) return continuedAsNew ? { type: 'done', output: null } : { type: 'waiting', cause: 'falsy-error' }
  const failureDetails = failureOf(exception)
  return { type: 'failed', error, ...(failureDetails && { failureDetails }) }
}

function messageOf(exception: unknown): string {
  if (typeof exception !== 'object' || exception === null || !('message' in exception)) return ''
  const { message } = exception
  return typeof message === 'string' ? message : ''
}
