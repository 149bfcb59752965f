import npmUtil from 'util/util.js'
import { format, inspect } from './inspect.ts'

// Node's `util`: the well-kept package, with what it lacks or shows differently from today's Node.js.

const util = {
  ...npmUtil,
  format,
  inspect,
  isDeepStrictEqual,
  toUSVString: (text: string) => text.toWellFormed(),
  TextEncoder,
  TextDecoder,
}

export default util

export { format, inspect, isDeepStrictEqual }
export const { callbackify, debuglog, deprecate, inherits, promisify, types } = util

/** By structure and type, as far as functions commonly compare: data, dates, maps, sets, errors. */
function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isDeepStrictEqual(value, b.get(key)))
  if (a instanceof Set && b instanceof Set)
    return (
      a.size === b.size && [...a].every((item) => b.has(item) || [...b].some((other) => isDeepStrictEqual(item, other)))
    )
  const [keys, others] = [fieldNames(a), fieldNames(b)]
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && isDeepStrictEqual(get(a, key), get(b, key)))
  )
}

/** An error's name and message count, though they are not enumerable. */
function fieldNames(value: object): PropertyKey[] {
  return value instanceof Error ? [...Object.keys(value), 'message'] : Object.keys(value)
}

function get(value: object, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown>)[key]
}
