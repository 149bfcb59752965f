import { limits } from './limits.ts'
import { ParseError } from './read.ts'

/**
 * Throws a `ParseError` when a message holds more text than `limits.answerBytes`. Buffers have a limit of their own.
 * Every value costs something, so that rings and sparse lists come to an end too.
 */
export function weigh(message: unknown, what: string): void {
  let left: number = limits.answerBytes
  const pending: unknown[] = [message]
  while (pending.length > 0) {
    const value = pending.pop()
    left -= typeof value === 'string' ? value.length + 4 : 4
    if (Array.isArray(value)) left -= value.length
    if (left < 0) throw new ParseError(`${what} is over the limit of ${limits.answerBytes / 2 ** 20} MB (answer)`)
    for (const part of partsOf(value)) pending.push(part)
  }
}

function partsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)]
}
