import type { CodeLine } from '#durable/trace.ts'
import type { LocatedError } from './language-calls.ts'

const mark = '\n    at '

/** An error like the one thrown, whose message ends with the place in the person's code: a message crosses every wire. */
export function withPlace(thrown: unknown, { file, line }: CodeLine): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const located = new Error(`${error.message}${mark}${file}:${line}`)
  located.name = error.name
  if (error.stack !== undefined) located.stack = error.stack
  return located
}

/** The reverse of {@link withPlace}: the message as it was, and the place when it names one. */
export function placeOf(message: string): LocatedError {
  const [, plain = message, file, line] = /^([^]*)\n {4}at ([^\n]+):(\d+)$/.exec(message) ?? []
  return file === undefined ? { message } : { message: plain, at: { file, line: Number(line) } }
}
