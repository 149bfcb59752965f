import { reasonOf } from '#base/reason-of.ts'
import { FIXTURES_FILE } from '#durable/http-fixtures.ts'
import type { DurableHttpResult } from '#durable/durable-http.ts'
import { encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import { limits } from '#wire/limits.ts'
import type { FixtureAnswers } from './fixture-answers.ts'

export interface OutboundParts {
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly fixtures: FixtureAnswers
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  /** Whether the person lets this app ask that origin. */
  readonly mayFetch: (question: NetworkQuestion) => Promise<boolean>
  readonly fetch: typeof fetch
}

type Who = string | undefined

/** What came back, and from where after redirects. */
export interface Fetched {
  readonly response: HttpResponseMessage
  readonly url: string
}

/** Where Core Tools would serve the app: what its own code calls it by. */
const CORE_TOOLS = 'http://localhost:7071/'

/**
 * Requests of user code to the outside. The app's own address goes through its door, in process; what a fixture is for
 * is answered by it; the rest is sent when the person allows the origin, without cookies and without a referrer.
 */
export class Outbound {
  private readonly parts: OutboundParts

  constructor(parts: OutboundParts) {
    this.parts = parts
  }

  /**
   * Every status is an answer. Rejects when nobody answers; the message says why and what to do. `asker` counts the
   * sequences of fixtures; `who` is asked when the person is: which function it is, when that is known.
   */
  async send(request: HttpRequestMessage, asker: string, who: () => Who | Promise<Who>): Promise<Fetched> {
    const { door, fixtures, mayFetch } = this.parts
    const { method, url } = request
    if (!URL.canParse(url)) throw new Error(`${method} ${url} was not sent: that is no absolute address.`)
    const own = this.ownUrl(url)
    if (own !== undefined) return { response: await door({ ...request, url: own }), url }
    const fixed = await fixtures.answer(method, url, asker)
    if (fixed) return { response: messageOf(fixed), url }
    const { protocol, origin } = new URL(url)
    if (protocol !== 'https:' && protocol !== 'http:')
      throw new Error(`${method} ${url} was not sent: only http and https are.`)
    const question = { origin, request: brief(`${method} ${url}`), functionName: (await who()) ?? null }
    if (!(await mayFetch(question))) throw new Error(notGranted(method, url, origin))
    return this.overTheNetwork(request)
  }

  /** The app's address, however the code calls it; `undefined` when it is another's. What is of our origin never goes over the network. */
  private ownUrl(url: string): string | undefined {
    const { base } = this.parts
    const { href, origin } = new URL(url)
    if (href.startsWith(CORE_TOOLS)) return base + href.slice(CORE_TOOLS.length)
    return origin === new URL(base).origin ? href : undefined
  }

  private async overTheNetwork({ method, url, headers, body }: HttpRequestMessage): Promise<Fetched> {
    const init: RequestInit = {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    }
    const response = await this.parts.fetch(url, init).catch((error: unknown) => {
      throw new Error(refused(method, url, this.parts.base, error), { cause: error })
    })
    const bytes = await cappedBody(response)
    const list = [...response.headers].filter(([name]) => !decoded.includes(name))
    return { response: { status: response.status, headers: list, body: bytes }, url: response.url || url }
  }
}

/** As much of an address as is read before one says yes or no. */
function brief(request: string): string {
  return request.length > 300 ? `${request.slice(0, 300)}…` : request
}

/** The browser has undone them already. */
const decoded = ['content-encoding', 'content-length']

/** Throws when it is larger than a body may be. */
async function cappedBody(response: Response): Promise<ArrayBuffer | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > limits.bodyBytes)
      throw new Error(`The answer of ${response.url} is larger than ${limits.bodyBytes / 2 ** 20} MB.`)
    chunks.push(chunk)
  }
  return length === 0 ? null : new Blob(chunks as BlobPart[]).arrayBuffer()
}

function messageOf({ statusCode, headers, content }: DurableHttpResult): HttpResponseMessage {
  const list = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const))
  return { status: statusCode, headers: list, body: content === null || content === '' ? null : encode(content) }
}

function fixtureFor(method: string, url: string): string {
  const fixture = JSON.stringify([{ method, url, response: { status: 200, body: {} } }])
  return `Or answer it yourself: put ${fixture} into a file ${FIXTURES_FILE}.`
}

function notGranted(method: string, url: string, origin: string): string {
  return `The network is not granted to this app, so ${method} ${url} was not sent. Allow ${origin} when you are asked. ${fixtureFor(method, url)}`
}

/** A browser does not say which it was: then the usual reasons are told. */
function refused(method: string, url: string, base: string, error: unknown): string {
  const reason = reasonOf(error)
  const insecure =
    base.startsWith('https:') && url.startsWith('http:') ? ' A page that came over https may not ask over http.' : ''
  return `${method} ${url} got no answer (${reason}). The server may be out of reach, or it does not let pages of ${new URL(base).origin} read its answers (CORS).${insecure} ${fixtureFor(method, url)}`
}
