import type { EpochMs } from '#base/units.ts'
import type { LogLevel } from '#durable/trace.ts'
import type { WorkerLogLine } from '#wire/language-calls.ts'
import { limits } from '#wire/limits.ts'
import { unwatched } from './uses/watch.ts'

/** Where batches of lines go; set when the worker starts. Lines written before wait for it. */
let send: ((lines: readonly WorkerLogLine[]) => void) | undefined
let batch: WorkerLogLine[] = []
const replayAnswers = new Map<string, () => boolean>()
let second = -Infinity
let linesThisSecond = 0

const batchSize = 100

/** Sends lines through `sink` from now on, in order and in batches. */
export function sendLinesTo(sink: (lines: readonly WorkerLogLine[]) => void): void {
  send = sink
  flushLines()
}

/**
 * Writes a line of the console. `callId` names the call that wrote it, `null` when nobody can tell.
 * A line that is too long is cut, and lines beyond the limit of a second are dropped, here already:
 * what is posted in a loop would pile up on the other side.
 */
export function writeLine(callId: string | null, level: LogLevel, text: string): void {
  unwatched(() => write(callId, level, text))
}

function write(callId: string | null, level: LogLevel, text: string): void {
  if (!admit()) return
  const isReplaying = callId === null ? undefined : replayAnswers.get(callId)?.()
  batch.push({
    callId,
    level,
    text: cut(text),
    ...(isReplaying !== undefined && { isReplaying }),
    at: Date.now() as EpochMs,
  })
  if (batch.length === 1) queueMicrotask(flushLines)
  if (batch.length >= batchSize) flushLines()
}

/** Sends what is waiting. Call it before an answer, so that a call's lines arrive before its end. */
export function flushLines(): void {
  if (!send || batch.length === 0) return
  const lines = batch
  batch = []
  send(lines)
}

/** Until the returned function is called, lines of this call carry what `isReplaying` says. */
export function markReplay(callId: string, isReplaying: () => boolean): () => void {
  replayAnswers.set(callId, isReplaying)
  return () => replayAnswers.delete(callId)
}

/** One line more than the host shows, so that the host notices and says so. */
function admit(): boolean {
  const now = performance.now()
  if (now - second >= 1000) [second, linesThisSecond] = [now, 0]
  return linesThisSecond++ <= limits.logLinesPerSecond
}

function cut(text: string): string {
  if (text.length <= limits.logLine) return text
  const note = `… (${text.length} characters; the limit is ${limits.logLine})`
  return text.slice(0, limits.logLine - note.length) + note
}
