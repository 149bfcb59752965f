import type { EpochMs } from '#base/units.ts'
import type { Build } from '#durable/build.ts'
import { type ClockMode, clockModes } from '#durable/clock-mode.ts'
import { readFaults } from '#durable/fault.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HistoryCheck } from '#durable/history-check.ts'
import { type HistoryOrigin, type ImportedHistory, MOST_EVENTS } from '#durable/history-import/imported-history.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { AnswerParsers } from './connect.ts'
import type { HostCalls, HostState, PageCalls, Step, WorkerPlace, WorkerPurpose } from './host-calls.ts'
import { readHttpRequest, readHttpResponse } from './parse-http.ts'
import { readStorageChange } from './parse-storage-change.ts'
import { readTestOutcome, readUnitTests } from './parse-tests.ts'
import {
  count,
  fields,
  type Fields,
  finite,
  flag,
  listOf,
  maybe,
  nothing,
  nullable,
  oneOf,
  ParseError,
  type Read,
  text,
} from './read.ts'
import type { AskParsers } from './serve.ts'

/**
 * Page and host are of one origin and trust each other; another tab may run another version of us, though.
 * So these readers look at the shape, one level deep.
 */
export const hostAsks: AskParsers<HostCalls> = {
  run: (raw) => ({ build: readBuild(fields(raw, 'ask')['build'], 'build') }),
  stop: (raw) => fields(raw, 'ask') as Record<never, never>,
  http: (raw) => ({ request: readHttpRequest(fields(raw, 'ask')['request'], 'request') }),
  clock: (raw) => ({ mode: clockMode(fields(raw, 'ask')['mode'], 'mode') }),
  faults: (raw) => ({ faults: readFaults(fields(raw, 'ask')['faults']) }),
  crash: (raw) => fields(raw, 'ask') as Record<never, never>,
  nextDue: (raw) => fields(raw, 'ask') as Record<never, never>,
  step: (raw) => fields(raw, 'ask') as Record<never, never>,
  hung: (raw) => ({ decision: oneOf(['stop now', 'keep going'] as const)(fields(raw, 'ask')['decision'], 'decision') }),
  state: (raw) => fields(raw, 'ask') as Record<never, never>,
  fire: (raw) => {
    const from = fields(raw, 'ask')
    return {
      functionName: text(from['functionName'], 'functionName'),
      payload: nullable(text)(from['payload'], 'payload'),
    }
  },
  storage: (raw) => ({ change: readStorageChange(fields(raw, 'ask')['change'], 'change') }),
  inspect: (raw) => {
    const from = fields(raw, 'ask')
    return {
      instanceId: text(from['instanceId'], 'instanceId'),
      executionId: text(from['executionId'], 'executionId'),
      position: count(from['position'], 'position'),
      until: count(from['until'], 'until'),
      buildId: text(from['buildId'], 'buildId'),
      build: nullable(readBuild)(from['build'], 'build'),
      ...maybe(from, 'isReplay', flag),
    }
  },
  check: (raw) => {
    const from = fields(raw, 'ask')
    return {
      buildId: text(from['buildId'], 'buildId'),
      build: nullable(readBuild)(from['build'], 'build'),
      history: readHistory(from['history'], 'history'),
    }
  },
  replay: (raw) => {
    const from = fields(raw, 'ask')
    text(fields(from['origin'], 'origin')['kind'], 'kind')
    return {
      buildId: text(from['buildId'], 'buildId'),
      build: nullable(readBuild)(from['build'], 'build'),
      id: text(from['id'], 'id'),
      origin: from['origin'] as HistoryOrigin,
      histories: listOf(readHistory, 1_000)(from['histories'], 'histories'),
    }
  },
  findTests: (raw) => ({ build: readBuild(fields(raw, 'ask')['build'], 'build') }),
  runTest: (raw) => {
    const from = fields(raw, 'ask')
    return { id: text(from['id'], 'id'), isLast: flag(from['isLast'], 'isLast') }
  },
  stopTests: (raw) => fields(raw, 'ask') as Record<never, never>,
}

/** Decoded by the page, event by event. */
function readHistory(raw: unknown, what: string): ImportedHistory {
  listOf((event) => event, MOST_EVENTS * 4)(fields(raw, what)['events'], 'events')
  return raw as ImportedHistory
}

export const hostAnswers: AnswerParsers<HostCalls> = {
  run: (raw) => ({ functions: functionList(fields(raw, 'answer')['functions'], 'functions') }),
  stop: (raw) => nothing(raw, 'answer'),
  http: (raw) => ({ response: readHttpResponse(fields(raw, 'answer')['response'], 'response') }),
  clock: (raw) => nothing(raw, 'answer'),
  faults: (raw) => nothing(raw, 'answer'),
  crash: (raw) => nothing(raw, 'answer'),
  nextDue: (raw) => ({ at: nullable(finite)(fields(raw, 'answer')['at'], 'at') as EpochMs | null }),
  step: (raw) => {
    text(fields(raw, 'answer')['kind'], 'kind')
    return raw as Step
  },
  hung: (raw) => nothing(raw, 'answer'),
  state: (raw) => {
    text(fields(raw, 'answer')['phase'], 'phase')
    return raw as HostState
  },
  fire: (raw) => nothing(raw, 'answer'),
  storage: (raw) => nothing(raw, 'answer'),
  inspect: (raw) => {
    const from = fields(raw, 'answer')
    if (from['needBuild'] === true) return { needBuild: true }
    // The host has read it piece by piece: it came from user code.
    listOf((each) => each, 100_000)(from['stretches'], 'stretches')
    return raw as Inspection
  },
  check: (raw) => {
    const from = fields(raw, 'answer')
    if (from['needBuild'] === true) return { needBuild: true }
    listOf((each) => each, 100_000)(from['asked'], 'asked')
    return raw as HistoryCheck
  },
  replay: (raw) => {
    const from = fields(raw, 'answer')
    if (from['needBuild'] === true) return { needBuild: true }
    return {
      instanceId: text(from['instanceId'], 'instanceId'),
      executionId: text(from['executionId'], 'executionId'),
      partsAt: nullable(count)(from['partsAt'], 'partsAt'),
    }
  },
  findTests: (raw) => ({ tests: readUnitTests(fields(raw, 'answer')['tests'], 'tests') }),
  runTest: (raw) => readTestOutcome(raw, 'answer'),
  stopTests: (raw) => nothing(raw, 'answer'),
}

export const pageAsks: AskParsers<PageCalls> = {
  spawn: (raw) => whichWorker(fields(raw, 'ask')),
  kill: (raw) => whichWorker(fields(raw, 'ask')),
  crash: (raw) => fields(raw, 'ask') as Record<never, never>,
  takeOver: (raw) => fields(raw, 'ask') as Record<never, never>,
  mayFetch: (raw) => {
    const from = fields(raw, 'ask')
    return {
      origin: text(from['origin'], 'origin'),
      request: text(from['request'], 'request'),
      functionName: nullable(text)(from['functionName'], 'functionName'),
    }
  },
}

export const pageAnswers: AnswerParsers<PageCalls> = {
  spawn: (raw) => {
    const port = fields(raw, 'answer')['port']
    if (!(port instanceof MessagePort)) throw new ParseError('port is not a MessagePort')
    return { port }
  },
  kill: (raw) => nothing(raw, 'answer'),
  crash: (raw) => nothing(raw, 'answer'),
  takeOver: (raw) => nothing(raw, 'answer'),
  mayFetch: (raw) => ({ isAllowed: flag(fields(raw, 'answer')['isAllowed'], 'isAllowed') }),
}

const language = oneOf(['javascript', 'python'] as const)
const purpose: Read<WorkerPurpose> = oneOf(['to run', 'to look on', 'to check', 'to test'] as const)

function whichWorker(from: Fields): { language: Build['language'] } & WorkerPlace {
  return {
    language: language(from['language'], 'language'),
    ...maybe(from, 'purpose', purpose),
    ...maybe(from, 'slot', count),
  }
}

const clockMode: Read<ClockMode> = oneOf(clockModes)

const functionList: Read<readonly FunctionInfo[]> = listOf(
  (raw, what) => fields(raw, what) as unknown as FunctionInfo,
  100_000,
)

const readBuild: Read<Build> = (raw, what) => {
  const from = fields(raw, what)
  text(from['id'], 'build id')
  language(from['language'], 'language')
  for (const list of ['files', 'modules', 'entries']) listOf((item) => item, 100_000)(from[list], list)
  return raw as Build
}
