import { bodyText, encode } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'

/** What a function put out for a queue or a table: a JSON array is many items, everything else one. Nothing is none. */
export function itemsOf(value: BindingValue): string[] {
  const text = textOf(value)
  if (text === undefined) return []
  const parsed = parsedArray(text)
  if (parsed) return parsed.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
  return [value.kind === 'json' ? unquoted(text) : text]
}

/** What a function put out for a blob; `undefined` when it put out nothing. */
export function bytesOf(value: BindingValue): ArrayBuffer | undefined {
  if (value.kind === 'bytes') return value.bytes
  const text = textOf(value)
  if (text === undefined) return undefined
  return encode(value.kind === 'json' ? unquoted(text) : text)
}

/** A value of the host's own on its way into a function. */
export function toValue(value: unknown): BindingValue {
  if (value === undefined) return { kind: 'none' }
  return typeof value === 'string' ? { kind: 'string', text: value } : { kind: 'json', text: JSON.stringify(value) }
}

/** A value as a binding expression sees it: parsed when it is JSON. */
export function seenValue(value: BindingValue): unknown {
  const text = textOf(value)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function textOf(value: BindingValue): string | undefined {
  switch (value.kind) {
    case 'json':
    case 'string':
      return value.text
    case 'bytes':
      return bodyText({ body: value.bytes })
    default:
      return undefined
  }
}

function parsedArray(text: string): unknown[] | undefined {
  if (!/^\s*\[[^]*\]\s*$/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown[]
  } catch {
    return undefined
  }
}

/** JSON that is one string is that string. */
function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text
}
