import type { JsonText } from '#base/json.ts'
import { bodyText, type HttpRequestMessage, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'

/** What the extension tells about an exception, in its own spelling. */
export interface Thrown {
  readonly type:
    | 'System.Exception'
    | 'System.ArgumentException'
    | 'System.InvalidOperationException'
    | 'Newtonsoft.Json.JsonReaderException'
  readonly message: string
}

/** An error body of the management API. */
export function failure(statusCode: number, text: string, thrown?: Thrown): HttpResponseMessage {
  const exception = thrown && {
    ExceptionMessage: thrown.message,
    ExceptionType: thrown.type,
    StackTrace: '',
  }
  return jsonResponse(statusCode, { Message: text, ...exception })
}

/** What an argument that is not accepted is answered with. */
export function badArgument(message: string): HttpResponseMessage {
  return failure(400, 'One or more of the arguments submitted is incorrect', {
    type: 'System.ArgumentException',
    message,
  })
}

/** What a request is answered with that the instance's state does not allow. */
export function wrongState(message: string): HttpResponseMessage {
  return wentWrong({ type: 'System.InvalidOperationException', message })
}

/** What a request is answered with that could not be carried out. */
export function wentWrong(thrown: Thrown): HttpResponseMessage {
  return failure(500, 'Something went wrong while processing your request', thrown)
}

/** The body as it came when it is JSON, `null` when there is none; else the answer that refuses it. */
export function jsonBody(
  message: HttpRequestMessage,
): { readonly json: JsonText | null } | { readonly refusal: HttpResponseMessage } {
  const text = bodyText(message)
  if (text.trim() === '') return { json: null }
  const problem = jsonProblem(text)
  if (problem === undefined) return { json: text as JsonText }
  return {
    refusal: failure(400, 'Invalid JSON content', { type: 'Newtonsoft.Json.JsonReaderException', message: problem }),
  }
}

/** What is wrong with a text that should be JSON, in the words of this browser; `undefined` when it is. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
