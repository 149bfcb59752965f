import type { BindingValue } from '#wire/language-calls.ts'
import type { RpcTypedData } from './core-types.ts'
import { fromRpcHttp, toRpcHttp } from './binding-http.ts'

/** A value from the host as `@azure/functions` reads it. It parses strings that are JSON by itself, as on Azure. */
export function toRpc(value: BindingValue): RpcTypedData | undefined {
  switch (value.kind) {
    case 'none':
      return undefined
    case 'json':
      return { json: value.text }
    case 'string':
      return { string: value.text }
    case 'bytes':
      return { bytes: new Uint8Array(value.bytes) }
    case 'http request':
      return { http: toRpcHttp(value.request, value.params) }
    case 'http response':
      throw new TypeError('a function cannot be given an HTTP response')
  }
}

/** What a function returned or put out, for the host. */
export function fromRpc(data: RpcTypedData | null | undefined): BindingValue {
  if (data?.string !== undefined && data.string !== null) return { kind: 'string', text: data.string }
  if (data?.json !== undefined && data.json !== null) return { kind: 'json', text: data.json }
  if (data?.bytes) return { kind: 'bytes', bytes: ownBuffer(data.bytes) }
  if (data?.http) return fromRpcHttp(data.http)
  const number = data?.int ?? data?.double
  if (number !== undefined && number !== null) return { kind: 'json', text: JSON.stringify(number) }
  return { kind: 'none' }
}

/** Its bytes in a buffer that nobody else holds: it will be moved to another thread. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
