import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { uuid5 } from '#base/uuid.ts'

const NAMESPACE_TEXT = '9e952958-5e33-4daf-827f-2fa12937b875'

/**
 * The GUID that `context.df.newGuid` gives: a version 5 UUID whose *namespace* is the first 16 bytes of the seed's SHA-1.
 * Rule G1, as GuidManager of durable-functions 3.5 computes it.
 */
export function deterministicGuid(seed: string): string {
  return uuid5(sha1(utf8ToBytes(seed)).subarray(0, 16), NAMESPACE_TEXT)
}
