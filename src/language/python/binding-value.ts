import type { BindingValue } from '#wire/language-calls.ts'

/** A value without its bytes: these stand beside it, and `bytes` and `body` say where. */
type Light<T> = { [K in keyof T]: T[K] extends ArrayBuffer | null ? number | null : T[K] }

type LightValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'json' | 'string'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | {
      readonly kind: 'http response'
      readonly status: number
      readonly headers: [string, string][]
      readonly body: number | null
    }

/** A value for Python: what JSON can say, its bytes put at the end of `buffers`. */
export function toPython(value: BindingValue, buffers: ArrayBuffer[]): unknown {
  const put = (bytes: ArrayBuffer) => buffers.push(bytes) - 1
  switch (value.kind) {
    case 'bytes':
      return { kind: value.kind, bytes: put(value.bytes) } satisfies Light<typeof value>
    case 'http request': {
      const { body } = value.request
      return { ...value, request: { ...value.request, body: body && put(body) } }
    }
    case 'http response':
      throw new TypeError('a function cannot be given an HTTP response')
    case 'none':
    case 'json':
    case 'string':
      return value
  }
}

/** A value that Python gave. */
export function fromPython(value: LightValue, buffers: readonly Uint8Array<ArrayBuffer>[]): BindingValue {
  const bytesAt = (place: number): ArrayBuffer => ownBuffer(buffers[place])
  if (value.kind === 'bytes') return { kind: 'bytes', bytes: bytesAt(value.bytes) }
  if (value.kind === 'http response') return { ...value, body: value.body === null ? null : bytesAt(value.body) }
  return value
}

/** Its bytes in a buffer that nobody else holds: it will be moved to another thread. */
function ownBuffer(bytes: Uint8Array<ArrayBuffer> | undefined): ArrayBuffer {
  if (bytes === undefined) return new ArrayBuffer(0)
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer
}
