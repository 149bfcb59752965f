import { toJsonText, type JsonText } from '#base/json.ts'
import type { DurableHttpCall } from '#durable/action.ts'
import { type DurableHttpResult, httpCallOf } from '#durable/durable-http.ts'
import { bodyText, encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import type { FixtureAnswers } from './network/fixture-answers.ts'
import type { Outbound } from './network/outbound.ts'

export interface HttpActivityParts {
  readonly outbound: Outbound
  readonly fixtures: FixtureAnswers
  /** The name of the orchestrator that an instance is of. */
  readonly orchestratorOf: (instanceId: string) => Promise<string | undefined>
}

/** The activity behind `callHttp` (rule W10): it goes the way of every request to the outside. */
export class HttpActivity {
  private readonly parts: HttpActivityParts

  constructor(parts: HttpActivityParts) {
    this.parts = parts
  }

  /** Every status is an answer. Throws when nobody answers; the message says why and what to do. */
  async call(input: JsonText | null, executionId: string, instanceId: string): Promise<JsonText> {
    const { outbound, fixtures, orchestratorOf } = this.parts
    const call = httpCallOf(input)
    if (call.tokenSource === null)
      return toJsonText(
        resultOf((await outbound.send(requestOf(call), executionId, () => orchestratorOf(instanceId))).response),
      )
    const fixed = await fixtures.answer(call.method, call.uri, executionId)
    if (!fixed) throw new Error('A token of a managed identity cannot be had here: call without a tokenSource.')
    return toJsonText(fixed)
  }
}

function requestOf({ method, uri: url, content, headers }: DurableHttpCall): HttpRequestMessage {
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
