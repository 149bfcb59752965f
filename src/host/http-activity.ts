import { toJsonText, type JsonText } from '#base/json.ts'
import type { DurableHttpCall } from '#durable/action.ts'
import type { SourceFile } from '#durable/build.ts'
import { type DurableHttpResult, httpCallOf } from '#durable/durable-http.ts'
import { FIXTURES_FILE, type HttpFixture, readFixtures } from '#durable/http-fixtures.ts'
import { bodyText, encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'

export interface HttpActivityParts {
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly files: readonly SourceFile[]
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
}

/** Where Core Tools would serve the app: what its own code calls it by. */
const CORE_TOOLS = 'http://localhost:7071/'

/**
 * The activity behind `callHttp` (rule W10). Calls to the app itself go through its door, in process; others are
 * answered by the project's fixtures. There is no network.
 */
export class HttpActivity {
  private readonly parts: HttpActivityParts
  /** How often each execution has had an answer of each fixture. */
  private readonly answered = new Map<string, number>()

  constructor(parts: HttpActivityParts) {
    this.parts = parts
  }

  /** Every status is an answer. Throws when nobody answers; the message says why and what to do. */
  async call(input: JsonText | null, executionId: string): Promise<JsonText> {
    const call = httpCallOf(input)
    const own = this.ownUrl(call.uri)
    return toJsonText(own ? resultOf(await this.parts.door(requestOf(call, own))) : await this.fixed(call, executionId))
  }

  /** The address of the app itself, however the code calls it; `undefined` when it is another. */
  private ownUrl(uri: string): string | undefined {
    if (!URL.canParse(uri)) return undefined
    const { href } = new URL(uri)
    const { base } = this.parts
    if (href.startsWith(base)) return href
    return href.startsWith(CORE_TOOLS) ? base + href.slice(CORE_TOOLS.length) : undefined
  }

  private async fixed({ method, uri }: DurableHttpCall, executionId: string): Promise<DurableHttpResult> {
    const fixtures = readFixtures(this.parts.files)
    const index = fixtures.findIndex(({ matches }) => matches(method, uri))
    const fixture = fixtures[index]
    if (!fixture) throw new Error(notGranted(method, uri))
    const { delayMs, result } = this.nextOf(fixture, `${executionId} ${index}`)
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
    return result
  }

  private nextOf({ responses }: HttpFixture, key: string) {
    const count = this.answered.get(key) ?? 0
    this.answered.set(key, count + 1)
    return responses[Math.min(count, responses.length - 1)] ?? { delayMs: 0, result: NOTHING }
  }
}

const NOTHING: DurableHttpResult = { statusCode: 200, headers: {}, content: '' }

function notGranted(method: string, uri: string): string {
  const fixture = JSON.stringify([{ method, url: uri, response: { status: 200, body: {} } }])
  return `The network is not granted to this app, so ${method} ${uri} was not sent. Answer it yourself: put ${fixture} into a file ${FIXTURES_FILE}.`
}

function requestOf({ method, content, headers, tokenSource }: DurableHttpCall, url: string): HttpRequestMessage {
  if (tokenSource !== null)
    throw new Error('A token of a managed identity cannot be had here: call without a tokenSource.')
  const given = Object.entries(headers ?? {})
  const hasType = given.some(([name]) => name.toLowerCase() === 'content-type')
  const type = content === null || hasType ? [] : [['Content-Type', 'text/plain'] as const]
  return { method, url, headers: [...given, ...type], body: content === null ? null : encode(content) }
}

function resultOf(response: HttpResponseMessage): DurableHttpResult {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of response.headers) {
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return { statusCode: response.status, headers, content: bodyText(response) }
}
