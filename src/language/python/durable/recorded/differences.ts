/** A place where a value is not as it should be; both sides as JSON text, `nothing` for a key that is not there. */
export interface Difference {
  readonly path: string
  readonly expected: string
  readonly actual: string
}

/** Where two JSON values differ, the order of keys included. */
export function differences(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (isFields(expected) && isFields(actual)) return fieldDifferences(expected, actual, path)
  return shown(expected) === shown(actual) ? [] : [{ path, expected: shown(expected), actual: shown(actual) }]
}

function fieldDifferences(expected: Fields, actual: Fields, path: string): Difference[] {
  const [left, right] = [Object.keys(expected), Object.keys(actual)]
  const keys = [...new Set([...left, ...right])]
  const inside = keys.flatMap((key) => differences(expected[key], actual[key], `${path}.${key}`))
  if (inside.length > 0 || left.join() === right.join()) return inside
  return [{ path: `${path}, the order of keys`, expected: shown(left), actual: shown(right) }]
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const shown = (value: unknown) => JSON.stringify(value) ?? 'nothing'
