// Node's `querystring`: as `URLSearchParams` reads and writes, in plain objects.

type Value = string | number | boolean | bigint | null | undefined

export function unescape(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // as Node.js does with what is not escaped well
  }
}

export function escape(text: string): string {
  return encodeURIComponent(text)
}

/** A key that comes several times has a list. */
export function parse(text: string, separator = '&', equals = '='): Record<string, string | string[]> {
  const found = Object.create(null) as Record<string, string | string[]>
  for (const pair of text.split(separator).filter((each) => each !== '')) {
    const at = pair.indexOf(equals)
    const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + equals.length)]
    const name = plain(key)
    const before = found[name]
    found[name] = before === undefined ? plain(value) : [...[before].flat(), plain(value)]
  }
  return found
}

export function stringify(
  fields: Readonly<Record<string, Value | readonly Value[]>> = {},
  separator = '&',
  equals = '=',
): string {
  const pairs = Object.entries(fields).flatMap(([key, value]) =>
    [value].flat().map((each) => `${escape(key)}${equals}${escape(textOf(each))}`),
  )
  return pairs.join(separator)
}

function plain(text: string): string {
  return unescape(text.replaceAll('+', ' '))
}

/** Node.js writes nothing for what is no plain value. */
function textOf(value: unknown): string {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : ''
}
