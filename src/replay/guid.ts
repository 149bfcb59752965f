import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

const NAMESPACE_TEXT = '9e952958-5e33-4daf-827f-2fa12937b875'

/**
 * The GUID that `context.df.newGuid` gives: a version 5 UUID whose *namespace* is the first 16 bytes of the seed's SHA-1.
 * Rule G1, as GuidManager of durable-functions 3.5 computes it.
 */
export function deterministicGuid(seed: string): string {
  const namespace = sha1(utf8ToBytes(seed)).subarray(0, 16)
  const name = utf8ToBytes(NAMESPACE_TEXT)
  const joined = new Uint8Array(namespace.length + name.length)
  joined.set(namespace)
  joined.set(name, namespace.length)
  return uuidText(sha1(joined), 5)
}

function uuidText(hash: Uint8Array, version: number): string {
  const bytes = hash.slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
