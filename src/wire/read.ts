import { limits } from './limits.ts'

/** The other side said something its protocol does not allow, or more than a limit allows. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
}

/** Turns what came over a wire into a value that can be believed, or throws a {@link ParseError} that says what is wrong with `what`. */
export type Read<T> = (raw: unknown, what: string) => T

export type Fields = Readonly<Record<string, unknown>>

export const fields: Read<Fields> = (raw, what) => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new ParseError(`${what} is not an object`)
  return raw as Fields
}

export const text: Read<string> = (raw, what) => {
  if (typeof raw !== 'string') throw new ParseError(`${what} is not text`)
  return raw
}

export const flag: Read<boolean> = (raw, what) => {
  if (typeof raw !== 'boolean') throw new ParseError(`${what} is neither true nor false`)
  return raw
}

/** A number that is neither NaN nor infinite. */
export const finite: Read<number> = (raw, what) => {
  if (typeof raw !== 'number' || !Number.isFinite(raw)) throw new ParseError(`${what} is not a finite number`)
  return raw
}

/** 0, 1, 2 … */
export const count: Read<number> = (raw, what) => {
  if (!Number.isSafeInteger(raw) || (raw as number) < 0) throw new ParseError(`${what} is not a count`)
  return raw as number
}

export const buffer: Read<ArrayBuffer> = (raw, what) => {
  if (!(raw instanceof ArrayBuffer)) throw new ParseError(`${what} is not a buffer`)
  if (raw.byteLength > limits.bodyBytes) throw over(what, 'bodyBytes')
  return raw
}

export const nothing: Read<null> = (raw, what) => {
  if (raw !== null) throw new ParseError(`${what} should be null`)
  return null
}

export const nullable =
  <T>(read: Read<T>): Read<T | null> =>
  (raw, what) =>
    raw === null ? null : read(raw, what)

export const oneOf =
  <T extends string>(words: readonly T[]): Read<T> =>
  (raw, what) => {
    if (!(words as readonly unknown[]).includes(raw)) throw new ParseError(`${what} is none of ${words.join(', ')}`)
    return raw as T
  }

/** A list of at most `most` items. Its length is checked first: a sparse one claims four billion for nothing. */
export const listOf =
  <T>(read: Read<T>, most: number): Read<T[]> =>
  (raw, what) => {
    if (!Array.isArray(raw)) throw new ParseError(`${what} is not a list`)
    if (raw.length > most) throw new ParseError(`${what} has ${raw.length} items; the limit is ${most}`)
    return Array.from(raw, (item: unknown) => read(item, what))
  }

/** A table by name. Built from entries, so that a key `__proto__` stays a key. */
export const tableOf =
  <T>(read: Read<T>): Read<Record<string, T>> =>
  (raw, what) =>
    Object.fromEntries(
      Object.entries(fields(raw, what)).map(([key, value]) => [key, read(value, `${what}.${key.slice(0, 100)}`)]),
    )

/** The field under its name when it is there, nothing when it is not. For spreading. */
export function maybe<K extends string, T>(from: Fields, key: K, read: Read<T>): { [P in K]?: T } {
  const value = from[key]
  return (value === undefined ? {} : { [key]: read(value, key) }) as { [P in K]?: T }
}

/** Only what JSON has words for. */
export function json(raw: unknown, what: string, depth = 0): unknown {
  if (depth > limits.depth) throw over(what, 'depth')
  if (raw === null || typeof raw === 'string' || typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return finite(raw, what)
  const deeper: Read<unknown> = (value) => json(value, what, depth + 1)
  if (Array.isArray(raw)) return listOf(deeper, limits.actions)(raw, what)
  return tableOf(deeper)(defined(fields(raw, what)), what)
}

function defined(from: Fields): Fields {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined))
}

export function over(what: string, limit: keyof typeof limits): ParseError {
  return new ParseError(`${what} is over the limit: ${limits[limit]} (${limit})`)
}
