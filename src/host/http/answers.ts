import type { JsonText } from '#base/json.ts'
import { bodyText, type HttpRequestMessage, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'

/** What the extension tells about an exception, in its own spelling. */
export interface Thrown {
  readonly type: 'ArgumentException' | 'InvalidOperationException'
  readonly message: string
}

/** An error body of the management API. */
export function failure(statusCode: number, text: string, thrown?: Thrown): HttpResponseMessage {
  const exception = thrown && {
    ExceptionMessage: thrown.message,
    ExceptionType: `System.${thrown.type}`,
    StackTrace: '',
  }
  return jsonResponse(statusCode, { Message: text, ...exception })
}

/** What an argument that is not accepted is answered with. */
export function badArgument(message: string): HttpResponseMessage {
  return failure(400, 'One or more of the arguments submitted is incorrect', { type: 'ArgumentException', message })
}

/** What a request is answered with that the instance's state does not allow. */
export function wrongState(message: string): HttpResponseMessage {
  const thrown: Thrown = { type: 'InvalidOperationException', message }
  return failure(500, 'Something went wrong while processing your request', thrown)
}

/** The body as it came when it is JSON, `null` when there is none, `undefined` when it is something else. */
export function jsonBody(message: HttpRequestMessage): JsonText | null | undefined {
  const text = bodyText(message)
  if (text.trim() === '') return null
  try {
    JSON.parse(text)
    return text as JsonText
  } catch {
    return undefined
  }
}
