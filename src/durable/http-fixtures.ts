import { parse, type ParseError } from 'jsonc-parser'
import type { SourceFile } from './build.ts'
import type { DurableHttpResult } from './durable-http.ts'

/** The file of a project that answers `callHttp` for hosts of the network. */
export const FIXTURES_FILE = 'fixtures.http.json'

/** An answer that was thought out beforehand. */
export interface FixtureResponse {
  readonly result: DurableHttpResult
  /** Real milliseconds until it answers. */
  readonly delayMs: number
}

/** Requests, and what they are answered with: one after the other, the last again and again. */
export interface HttpFixture {
  readonly matches: (method: string, url: string) => boolean
  readonly responses: readonly FixtureResponse[]
}

/**
 * Reads the fixtures of an app; an app without the file has none. The file is a list of
 *
 *     { "method": "GET", "url": "https://api.example.com/users/*", "response": { "status": 200, "headers": {}, "body": {}, "delayMs": 0 } }
 *     { "url": "https://api.example.com/jobs", "sequence": [{ "status": 202 }, { "status": 200, "body": "done" }] }
 *
 * in which `*` stands for any text, a missing `method` for every one, and a body that is no text for its JSON.
 * The first that matches answers. Throws an `Error` that says what is wrong.
 */
export function readFixtures(files: readonly SourceFile[]): readonly HttpFixture[] {
  const file = files.find(({ path }) => path === FIXTURES_FILE)
  if (!file) return []
  const errors: ParseError[] = []
  const list: unknown = parse(file.text, errors, { allowTrailingComma: true })
  if (errors.length > 0 || !Array.isArray(list)) throw wrong('it must be a JSON list of fixtures')
  return list.map((item: unknown, i) => fixtureOf(item, `fixture ${i + 1}`))
}

function fixtureOf(item: unknown, what: string): HttpFixture {
  const { method, url, response, sequence } = fieldsOf(item, what)
  if (typeof url !== 'string') throw wrong(`${what} has no "url"`)
  if (method !== undefined && typeof method !== 'string') throw wrong(`the "method" of ${what} is not text`)
  const given: unknown[] = Array.isArray(sequence) ? sequence : [response ?? {}]
  if (given.length === 0) throw wrong(`the "sequence" of ${what} is empty`)
  const pattern = globOf(url)
  return {
    matches: (asked, at) => (method === undefined || method.toUpperCase() === asked.toUpperCase()) && pattern.test(at),
    responses: given.map((each) => responseOf(each, what)),
  }
}

function responseOf(item: unknown, what: string): FixtureResponse {
  const { status = 200, headers = {}, body, delayMs = 0 } = fieldsOf(item, `a response of ${what}`)
  if (typeof status !== 'number') throw wrong(`a "status" of ${what} is not a number`)
  if (typeof delayMs !== 'number') throw wrong(`a "delayMs" of ${what} is not a number`)
  const isText = typeof body === 'string' || body === undefined
  const given = Object.entries(fieldsOf(headers, `the headers of ${what}`)).map(([name, value]) => [
    name,
    String(value),
  ])
  const type = isText ? [] : [['Content-Type', 'application/json; charset=utf-8']]
  const result = {
    statusCode: status,
    headers: Object.fromEntries([...type, ...given]) as Record<string, string>,
    content: isText ? (body ?? '') : JSON.stringify(body),
  }
  return { result, delayMs }
}

/** A pattern in which `*` is any text; the rest is taken as it is written. */
function globOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('[^]*')}$`)
}

function fieldsOf(item: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) throw wrong(`${what} is not an object`)
  return item as Record<string, unknown>
}

function wrong(what: string): Error {
  return new Error(`${FIXTURES_FILE}: ${what}.`)
}
