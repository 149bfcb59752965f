import { type Finding, findingCauses, MOST_FINDINGS } from '#durable/finding.ts'
import type {
  Awaited,
  AwaitedPart,
  AwaitedWhole,
  CodeLine,
  EpisodeTrace,
  FirstYield,
  UnaskedTask,
} from '#durable/trace.ts'
import type { EpochMs } from '#base/units.ts'
import type { FailureDetails } from '#durable/history-event.ts'
import type { AnswerParsers } from './connect.ts'
import type {
  Binding,
  BindingValue,
  EpisodeOutcome,
  FunctionMetadata,
  FunctionRetry,
  LanguageCalls,
  OrchestrateResult,
} from './language-calls.ts'
import { limits } from './limits.ts'
import { actionType, jsonText, readActions } from './parse-action.ts'
import { readHeaders, readHttpRequest } from './parse-http.ts'
import {
  buffer,
  count,
  fields,
  finite,
  flag,
  json,
  listOf,
  maybe,
  nothing,
  nullable,
  oneOf,
  over,
  ParseError,
  type Read,
  tableOf,
  text,
} from './read.ts'
import { weigh } from './weigh.ts'

/** The trust boundary: user code shares the language worker's thread, so nothing from there is believed unread. */
export const languageAnswers: AnswerParsers<LanguageCalls> = {
  load: (raw) => {
    weigh(raw, 'the list of functions')
    return { functions: listOf(readFunction, limits.functions)(fields(raw, 'answer')['functions'], 'functions') }
  },
  orchestrate: (raw) => {
    weigh(raw, "the orchestrator's answer")
    return readEpisode(raw, 'answer')
  },
  invoke: (raw) => {
    weigh(raw, "the function's answer")
    const from = fields(raw, 'answer')
    return {
      result: readBindingValue(from['result'], 'result'),
      outputs: tableOf(readBindingValue)(from['outputs'], 'outputs'),
    }
  },
  forget: (raw) => nothing(raw, 'answer'),
  clock: (raw) => nothing(raw, 'answer'),
  terminate: (raw) => nothing(raw, 'answer'),
  ping: (raw) => nothing(raw, 'answer'),
}

const readBinding: Read<Binding> = (raw, what) => {
  const options = json(raw, what) as Record<string, unknown>
  const from = fields(options, what)
  return {
    ...options,
    type: text(from['type'], `${what}.type`),
    direction: oneOf(['in', 'out', 'inout'] as const)(from['direction'], `${what}.direction`),
  }
}

const readFunction: Read<FunctionMetadata> = (raw, what) => {
  const from = fields(raw, what)
  return {
    name: text(from['name'], 'function name'),
    bindings: tableOf(readBinding)(from['bindings'], 'bindings'),
    ...maybe(from, 'retry', readRetry),
    ...maybe(from, 'failure', text),
  }
}

const readRetry: Read<FunctionRetry> = (raw, what) => {
  const from = fields(raw, what)
  const strategy = oneOf(['fixedDelay', 'exponentialBackoff'] as const)(from['strategy'], `${what}.strategy`)
  const maxRetryCount = finite(from['maxRetryCount'], `${what}.maxRetryCount`)
  const time = (key: string) => finite(from[key], `${what}.${key}`)
  if (strategy === 'fixedDelay') return { strategy, maxRetryCount, delayMs: time('delayMs') }
  return { strategy, maxRetryCount, minimumMs: time('minimumMs'), maximumMs: time('maximumMs') }
}

const readEpisode: Read<OrchestrateResult> = (raw, what) => {
  const from = fields(raw, what)
  if (from['needHistory'] === true) return { needHistory: true }
  return {
    outcome: readOutcome(from['outcome'], 'outcome'),
    actionsFrom: count(from['actionsFrom'], 'actionsFrom'),
    actions: readActions(from['actions'], 'actions'),
    customStatus: nullable(jsonText)(from['customStatus'], 'customStatus'),
    sequenceNumber: count(from['sequenceNumber'], 'sequenceNumber'),
    ...maybe(from, 'lines', listOf(nullable(readCodeLine), limits.actions)),
    trace: readTrace(from['trace'], 'trace'),
  }
}

const readOutcome: Read<EpisodeOutcome> = (raw, what) => {
  const from = fields(raw, what)
  const type = oneOf(['waiting', 'done', 'failed'] as const)(from['type'], `${what}.type`)
  if (type === 'waiting') return { type, ...maybe(from, 'cause', oneOf(['falsy-error'] as const)) }
  if (type === 'done') return { type, output: nullable(jsonText)(from['output'], 'output') }
  return { type, error: text(from['error'], 'error'), ...maybe(from, 'failureDetails', readFailure) }
}

const readFailure: Read<FailureDetails> = (raw, what) => readFailureAt(raw, what, 0)

function readFailureAt(raw: unknown, what: string, depth: number): FailureDetails {
  if (depth > limits.depth) throw over(what, 'depth')
  const from = fields(raw, what)
  const properties: Read<Record<string, unknown>> = (value, name) => fields(json(value, name), name)
  return {
    ErrorType: text(from['ErrorType'], 'ErrorType'),
    ErrorMessage: text(from['ErrorMessage'], 'ErrorMessage'),
    ...maybe(from, 'StackTrace', nullable(text)),
    ...maybe(from, 'IsNonRetriable', flag),
    ...maybe(
      from,
      'InnerFailure',
      nullable<FailureDetails>((inner, name) => readFailureAt(inner, name, depth + 1)),
    ),
    ...maybe(from, 'Properties', nullable(properties)),
  }
}

const readTrace: Read<EpisodeTrace> = (raw, what) => {
  const from = fields(raw, what)
  return {
    replayedYields: count(from['replayedYields'], 'replayedYields'),
    yields: listOf(readYield, limits.actions)(from['yields'], 'yields'),
    ...maybe(from, 'failedAt', readCodeLine),
    ...maybe(from, 'awaits', readAwaited),
    ...maybe(from, 'unasked', listOf(readUnasked, limits.actions)),
    ...maybe(from, 'unclaimedEvents', names),
    ...maybe(from, 'swallowedEvents', names),
    ...maybe(from, 'findings', listOf(readFinding, MOST_FINDINGS)),
  }
}

const names: Read<string[]> = listOf(text, limits.actions)

const readAwaited: Read<Awaited> = (raw, what) => {
  const from = fields(raw, what)
  return {
    action: actionType(from['action']),
    taskIds: listOf(count, limits.actions)(from['taskIds'], 'taskIds'),
    events: names(from['events'], 'events'),
    ...maybe(from, 'whole', (whole, name) => readWhole(whole, name, 0)),
    ...maybe(from, 'trap', oneOf(['settled', 'partly settled', 'taken over'] as const)),
    ...maybe(from, 'at', readCodeLine),
  }
}

function readWhole(raw: unknown, what: string, depth: number): AwaitedWhole {
  if (depth > limits.depth) throw over(what, 'depth')
  const from = fields(raw, what)
  const readPart: Read<AwaitedPart> = (part, name) => {
    if (typeof part === 'number') return count(part, name)
    const parts = fields(part, name)
    return 'event' in parts ? { event: text(parts['event'], name) } : readWhole(part, name, depth + 1)
  }
  return {
    action: actionType(from['action']),
    of: count(from['of'], `${what}.of`),
    ended: count(from['ended'], `${what}.ended`),
    open: listOf(readPart, limits.actions)(from['open'], `${what}.open`),
    ...maybe(from, 'mostAttempts', count),
    ...(maybe(from, 'fireAt', finite) as { fireAt?: EpochMs }),
  }
}

const readUnasked: Read<UnaskedTask> = (raw, what) => {
  const from = fields(raw, what)
  return {
    action: actionType(from['action']),
    ...maybe(from, 'name', text),
    ...maybe(from, 'at', readCodeLine),
  }
}

const readFinding: Read<Finding> = (raw, what) => {
  const from = fields(raw, what)
  return {
    cause: oneOf(findingCauses)(from['cause'], `${what}.cause`),
    call: text(from['call'], `${what}.call`),
    ...maybe(from, 'at', readCodeLine),
  }
}

const readYield: Read<FirstYield> = (raw, what) => {
  const from = fields(raw, what)
  return {
    index: count(from['index'], 'yield index'),
    action: from['action'] === 'completed' ? 'completed' : actionType(from['action']),
    taskIds: listOf(count, limits.actions)(from['taskIds'], 'taskIds'),
    ...maybe(from, 'waitsFor', names),
    ...maybe(from, 'mostAttempts', count),
    ...maybe(from, 'isSkipped', flag),
    ...maybe(from, 'at', readCodeLine),
  }
}

export const readCodeLine: Read<CodeLine> = (raw, what) => {
  const from = fields(raw, what)
  return { file: text(from['file'], `${what}.file`), line: count(from['line'], `${what}.line`) }
}

/** A value that crosses between host and function; also what an output binding takes. */
const readBindingValue: Read<BindingValue> = (raw, what) => {
  const from = fields(raw, what)
  const kind = text(from['kind'], `${what}.kind`)
  switch (kind) {
    case 'none':
      return { kind }
    case 'json':
    case 'string':
      return { kind, text: text(from['text'], `${what}.text`) }
    case 'bytes':
      return { kind, bytes: buffer(from['bytes'], `${what}.bytes`) }
    case 'http request':
      return {
        kind,
        request: readHttpRequest(from['request'], `${what}.request`),
        params: tableOf(text)(from['params'], `${what}.params`),
      }
    case 'http response':
      return {
        kind,
        status: count(from['status'], `${what}.status`),
        headers: readHeaders(from['headers'], `${what}.headers`),
        body: nullable(buffer)(from['body'], `${what}.body`),
      }
    default:
      throw new ParseError(`${what} is of an unknown kind, '${kind.slice(0, 100)}'`)
  }
}
