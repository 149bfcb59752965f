import { headerOf, type HttpResponseMessage } from '#durable/http-message.ts'

/** What a body is to a reader: nothing, text, or bytes that are no text. Sizes in bytes. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly size: number }
  | { readonly kind: 'binary'; readonly type: string; readonly size: number }

/** Reads a response's body by its bytes; its `Content-Type` only says in which encoding. Never throws. */
export function bodyOf({ body, headers }: HttpResponseMessage): Body {
  if (body === null || body.byteLength === 0) return { kind: 'none' }
  const type = headerOf(headers, 'Content-Type') ?? ''
  const text = isBinaryType(type) ? undefined : decode(body, type)
  const size = body.byteLength
  return text === undefined ? { kind: 'binary', type, size } : { kind: 'text', text, size }
}

function isBinaryType(type: string): boolean {
  return /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(octet-stream|pdf|zip|gzip|wasm))/i.test(type)
}

function decode(body: ArrayBuffer, type: string): string | undefined {
  const charset = /charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8'
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(body)
    return text.includes('\0') ? undefined : text
  } catch {
    return charset.toLowerCase() === 'utf-8' ? undefined : decode(body, '')
  }
}
