import { toJsonText, type JsonText } from '#base/json.ts'
import type { Action } from '../action.ts'
import type { FailureDetails } from '../history-event.ts'
import { actionFromJson, actionJson, type WireAction } from './action-json.ts'
import { schemaVersions } from './trigger-json.ts'

/** What an SDK answers to an orchestration trigger, as Azure's words: the OrchestratorState. */
export interface OrchestratorState {
  readonly isDone: boolean
  readonly actions: readonly Action[]
  readonly output: JsonText | null
  readonly customStatus: JsonText | null
  readonly error?: string
  readonly failureDetails?: FailureDetails
}

/** An SDK that fails throws its state behind this label, at the end of a message. */
const FAILURE_LABEL = '\n\n$OutOfProcData$:'

/** The state as durable-functions 3.5 for JavaScript writes it: one inner list of actions, absent keys for what is not there. */
export function stateJson({
  isDone,
  actions,
  output,
  customStatus,
  error,
  failureDetails,
}: OrchestratorState): JsonText {
  return toJsonText({
    isDone,
    actions: [actions.map(actionJson)],
    ...(output !== null && { output: JSON.parse(output) as unknown }),
    schemaVersion: schemaVersions.javascript,
    ...(error && { error }),
    ...(customStatus !== null && { customStatus: JSON.parse(customStatus) as unknown }),
    ...(failureDetails && { failureDetails }),
  })
}

/** Reads what {@link stateJson} writes. */
export function stateFromJson(text: string): OrchestratorState {
  const wire = JSON.parse(text) as Omit<OrchestratorState, 'actions'> & { actions: readonly (readonly WireAction[])[] }
  const { isDone, actions, output, customStatus, error, failureDetails } = wire
  return {
    isDone,
    actions: actions.flat().map(actionFromJson),
    output: output === undefined ? null : toJsonText(output),
    customStatus: customStatus === undefined ? null : toJsonText(customStatus),
    ...(error !== undefined && { error }),
    ...(failureDetails && { failureDetails }),
  }
}

/** The state that a failing SDK put into its exception's message, as JSON text; `undefined` when there is none. */
export function stateInFailure(message: string): string | undefined {
  const at = message.indexOf(FAILURE_LABEL)
  return at === -1 ? undefined : message.slice(at + FAILURE_LABEL.length)
}
