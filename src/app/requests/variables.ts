import { bodyText, headerOf, type HttpResponseMessage } from '#durable/http-message.ts'

/** What a name between double braces stands for; `undefined` when nobody knows. */
export type Lookup = (name: string) => string | undefined

/** An answer, and the name that its request was given in a `.http` file. */
export interface Answer {
  readonly name?: string
  readonly response: HttpResponseMessage
}

const placeholder = /\{\{([^{}]+)\}\}/g
/** Variables that stand for variables end somewhere, and so does what they grow to, in characters. */
const DEEPEST = 10
const MOST_FILLED = 1_000_000
/** A longer body is not searched for variables. */
const MAX_LENGTH = 100_000

/** The text with its variables filled in; those that nobody knows stay as they are written. */
export function fill(text: string, lookup: Lookup): string {
  let filled = 0
  const fillIn = (part: string, depth: number): string =>
    part.replaceAll(placeholder, (whole, name: string) => {
      const value = lookup(name.trim())
      if (value === undefined || depth === DEEPEST || filled > MOST_FILLED) return whole
      filled += value.length
      return fillIn(value, depth + 1)
    })
  return fillIn(text, 0)
}

/** The first variable that stands in a text; after {@link fill}, one that nobody knows. */
export function variableIn(text: string): string | undefined {
  return [...text.matchAll(placeholder)][0]?.[1]?.trim()
}

/** What the properties of JSON answers are called, with their values: of those of one name the newest answer's. Newest first. */
export function variablesOf(answers: readonly Answer[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { response } of answers)
    for (const [name, value] of scalarsOf(jsonOf(response))) if (!found.has(name)) found.set(name, value)
  return found
}

/**
 * `{{id}}` is a property of the last answer that has it, `{{login.response.body.user.id}}` and `{{login.response.headers.Location}}`
 * are of the last answer to the request named so, and `{{$guid}}`, `{{$timestamp}}`, `{{$randomInt 1 9}}` are new each time.
 */
export function lookupIn(answers: readonly Answer[]): Lookup {
  const found = variablesOf(answers)
  return (name) => found.get(name) ?? named(answers, name) ?? made(name)
}

function named(answers: readonly Answer[], text: string): string | undefined {
  const [, name, part, path = ''] = /^([\w-]+)\.response\.(body|headers)\.(.+)$/.exec(text) ?? []
  const response = name === undefined ? undefined : answers.find((answer) => answer.name === name)?.response
  if (response === undefined) return undefined
  if (part === 'headers') return headerOf(response.headers, path)
  if (path === '*') return bodyText(response)
  const keys = path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
  return textOf(keys.reduce<unknown>((value, key) => own(value, key), jsonOf(response)))
}

function made(name: string): string | undefined {
  const [kind, from = '0', to = '1000'] = name.split(/\s+/)
  switch (kind) {
    case '$guid':
    case '$uuid':
      return crypto.randomUUID()
    case '$timestamp':
      return String(Math.floor(Date.now() / 1000))
    case '$datetime':
      return new Date().toISOString()
    case '$randomInt':
      return String(Number(from) + Math.floor(Math.random() * (Number(to) - Number(from))))
    default:
      return undefined
  }
}

function jsonOf(response: HttpResponseMessage): unknown {
  if ((response.body?.byteLength ?? 0) > MAX_LENGTH) return undefined
  try {
    return JSON.parse(bodyText(response)) as unknown
  } catch {
    return undefined
  }
}

function scalarsOf(value: unknown): (readonly [name: string, value: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, item]) => {
    const text = typeof item === 'object' ? undefined : textOf(item)
    return text === undefined ? [] : [[name, text] as const]
  })
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string, unknown>)[key]
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
