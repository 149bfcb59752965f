import { type LogLevel } from '#durable/trace.ts'
import type { AnswerParsers } from './connect.ts'
import type { HostServices, WorkerLogLine } from './language-calls.ts'
import { limits } from './limits.ts'
import { epochMs } from './parse-action.ts'
import { readHttpRequest, readHttpResponse } from './parse-http.ts'
import { fields, flag, listOf, maybe, nothing, nullable, oneOf, type Read, text } from './read.ts'
import type { AskParsers } from './serve.ts'
import { weigh } from './weigh.ts'

const levels = ['trace', 'debug', 'information', 'warning', 'error', 'critical'] as const satisfies readonly LogLevel[]

/** Reads what one language worker asks of the host. It counts that worker's log lines: make one per worker. `now` is in real milliseconds. */
export function serviceAsks(now: () => number = () => performance.now()): AskParsers<HostServices> {
  const admit = lineGate(now)
  return {
    http: (raw) => {
      weigh(raw, 'the request')
      return { request: readHttpRequest(fields(raw, 'ask')['request'], 'request') }
    },
    fetch: (raw) => {
      weigh(raw, 'the request')
      const from = fields(raw, 'ask')
      return { request: readHttpRequest(from['request'], 'request'), callId: nullable(text)(from['callId'], 'callId') }
    },
    log: (raw) => ({ lines: admit(listOf(readLine, limits.actions)(fields(raw, 'ask')['lines'], 'lines')) }),
    started: (raw) => ({ callId: text(fields(raw, 'ask')['callId'], 'callId') }),
  }
}

/** The host is trusted; these only keep the two sides in step. */
export const serviceAnswers: AnswerParsers<HostServices> = {
  http: (raw) => ({ response: readHttpResponse(fields(raw, 'answer')['response'], 'response') }),
  fetch: (raw) => {
    const from = fields(raw, 'answer')
    return { response: readHttpResponse(from['response'], 'response'), url: text(from['url'], 'url') }
  },
  log: (raw) => nothing(raw, 'answer'),
  started: (raw) => nothing(raw, 'answer'),
}

const readLine: Read<WorkerLogLine> = (raw, what) => {
  const from = fields(raw, what)
  return {
    callId: nullable(text)(from['callId'], 'callId'),
    level: oneOf(levels)(from['level'], 'level'),
    text: cut(text(from['text'], 'log line')),
    ...maybe(from, 'isReplaying', flag),
    at: epochMs(from['at'], 'at'),
  }
}

function cut(line: string): string {
  if (line.length <= limits.logLine) return line
  return `${line.slice(0, limits.logLine)}… (${line.length} characters; the limit is ${limits.logLine})`
}

/** Lets the first `limits.logLinesPerSecond` lines of each second pass, and says once in that second that the rest is dropped. */
function lineGate(now: () => number): (lines: readonly WorkerLogLine[]) => WorkerLogLine[] {
  let second = -Infinity
  let passed = 0
  return (lines) => {
    if (now() - second >= 1000) [second, passed] = [now(), 0]
    const room = limits.logLinesPerSecond - passed
    const first = lines[Math.max(room, 0)]
    const dropsNow = first !== undefined && room >= 0
    passed += dropsNow ? room + 1 : Math.min(lines.length, Math.max(room, 0))
    return [...lines.slice(0, Math.max(room, 0)), ...(dropsNow ? [notice(first)] : [])]
  }
}

function notice({ callId, at }: WorkerLogLine): WorkerLogLine {
  const message = `More than ${limits.logLinesPerSecond} log lines in a second: the rest of this second is not shown.`
  return { callId, at, level: 'warning', text: message }
}
