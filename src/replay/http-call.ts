import type { JsonText } from '#base/json.ts'
import type { DurableHttpCall } from '#durable/action.ts'

/**
 * An HTTP call as code put it together, with whatever values: as the host's own JSON reader takes them.
 * Texts stay, other plain values become texts, and what is missing is `null`.
 */
export function plainHttpCall(call: Readonly<Record<keyof DurableHttpCall, unknown>>): DurableHttpCall {
  const { method, uri, content, headers, tokenSource, asynchronousPatternEnabled } = call
  return {
    method: plainText(method) ?? '',
    uri: plainText(uri) ?? '',
    content: plainText(content),
    headers: typeof headers === 'object' && headers !== null ? plainHeaders(headers) : null,
    tokenSource: (JSON.stringify(tokenSource ?? undefined) ?? null) as JsonText | null,
    asynchronousPatternEnabled: Boolean(asynchronousPatternEnabled),
  }
}

function plainHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) => {
      const text = Array.isArray(value) ? value.map(plainText).join(',') : plainText(value)
      return text === null ? [] : [[name, text] as const]
    }),
  )
}

/** What has no text of its own, an address as a `URL` for one, speaks JSON as on the wire. */
function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return null
  const json = JSON.stringify(value)
  return json?.startsWith('"') ? (JSON.parse(json) as string) : (json ?? null)
}
