import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action, ActionType, DurableHttpCall, EntityName, RetryPolicy } from '#durable/action.ts'
import { limits } from './limits.ts'
import {
  type Fields,
  fields,
  finite,
  flag,
  listOf,
  maybe,
  nullable,
  over,
  ParseError,
  type Read,
  tableOf,
  text,
} from './read.ts'

/** JSON text stays text: that it parses is for whoever parses it. */
export const jsonText: Read<JsonText> = (raw, what) => text(raw, what) as JsonText

export const epochMs: Read<EpochMs> = (raw, what) => finite(raw, what) as EpochMs

/** A list of actions, those inside compounds counted with the rest. */
export const readActions: Read<Action[]> = (raw, what) => {
  const budget = { left: limits.actions }
  return listOf((item, name) => readAction(item, name, budget, 0), limits.actions)(raw, what)
}

type Tally = { left: number }

/** One reader per action; a new one in the union does not compile until it has its reader. */
const readers: { [T in ActionType]: (from: Fields, type: T, tally: Tally, depth: number) => Action } = {
  CallActivity: (from, type) => ({ type, ...call(from) }),
  CallActivityWithRetry: (from, type) => ({ type, ...call(from), retry: retry(from['retry'], 'retry') }),
  CallSubOrchestrator: (from, type) => ({ type, ...child(from) }),
  CallSubOrchestratorWithRetry: (from, type) => ({ type, ...child(from), retry: retry(from['retry'], 'retry') }),
  ContinueAsNew: (from, type) => ({ type, input: input(from) }),
  CreateTimer: (from, type) => ({
    type,
    fireAt: epochMs(from['fireAt'], 'fireAt'),
    isCanceled: flag(from['isCanceled'], 'isCanceled'),
  }),
  WaitForExternalEvent: (from, type) => ({ type, name: text(from['name'], 'event name') }),
  CallEntity: (from, type) => ({ type, ...operation(from) }),
  SignalEntity: (from, type) => ({ type, ...operation(from) }),
  CallHttp: (from, type) => ({ type, request: durableHttp(from['request'], 'request') }),
  LockEntities: (from, type) => ({
    type,
    lockRequestId: text(from['lockRequestId'], 'lockRequestId'),
    lockSet: listOf(entityName, limits.actions)(from['lockSet'], 'lockSet'),
  }),
  ReleaseEntities: (_from, type) => ({ type }),
  WhenAll: (from, type, tally, depth) => ({ type, actions: children(from, tally, depth) }),
  WhenAny: (from, type, tally, depth) => ({ type, actions: children(from, tally, depth) }),
}

function readAction(raw: unknown, what: string, tally: Tally, depth: number): Action {
  if (--tally.left < 0) throw over(what, 'actions')
  if (depth > limits.depth) throw over(what, 'depth')
  const from = fields(raw, what)
  const type = actionType(from['type'])
  const read = readers[type] as (from: Fields, type: ActionType, tally: Tally, depth: number) => Action
  return read(from, type, tally, depth)
}

/** Also what a yield may be said to have asked for. */
export function actionType(raw: unknown): ActionType {
  const type = text(raw, 'action type')
  if (!Object.hasOwn(readers, type)) throw new ParseError(`there is no action '${type.slice(0, 100)}'`)
  return type as ActionType
}

function children(from: Fields, tally: Tally, depth: number): Action[] {
  return listOf((item, what) => readAction(item, what, tally, depth + 1), limits.actions)(from['actions'], 'actions')
}

const input = (from: Fields) => nullable(jsonText)(from['input'], 'input')

const call = (from: Fields) => ({ name: text(from['name'], 'name'), input: input(from) })

const child = (from: Fields) => ({ ...call(from), ...maybe(from, 'instanceId', text), ...maybe(from, 'version', text) })

const operation = (from: Fields) => ({
  instanceId: text(from['instanceId'], 'instanceId'),
  operation: text(from['operation'], 'operation'),
  input: input(from),
})

const entityName: Read<EntityName> = (raw, what) => {
  const from = fields(raw, what)
  return { name: text(from['name'], 'entity name'), key: text(from['key'], 'entity key') }
}

const retry: Read<RetryPolicy> = (raw, what) => {
  const from = fields(raw, what)
  return {
    firstRetryIntervalInMilliseconds: finite(
      from['firstRetryIntervalInMilliseconds'],
      'firstRetryIntervalInMilliseconds',
    ),
    maxNumberOfAttempts: finite(from['maxNumberOfAttempts'], 'maxNumberOfAttempts'),
    ...maybe(from, 'backoffCoefficient', finite),
    ...maybe(from, 'maxRetryIntervalInMilliseconds', finite),
    ...maybe(from, 'retryTimeoutInMilliseconds', finite),
  }
}

const durableHttp: Read<DurableHttpCall> = (raw, what) => {
  const from = fields(raw, what)
  return {
    method: text(from['method'], 'method'),
    uri: text(from['uri'], 'uri'),
    content: nullable(text)(from['content'], 'content'),
    headers: nullable(tableOf(text))(from['headers'], 'headers'),
    tokenSource: nullable(jsonText)(from['tokenSource'], 'tokenSource'),
    asynchronousPatternEnabled: flag(from['asynchronousPatternEnabled'], 'asynchronousPatternEnabled'),
  }
}
