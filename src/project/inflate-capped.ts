import { Inflate } from 'fflate'
import { joinedBytes } from '#base/joined-bytes.ts'

/** The data holds more than the reader will take. */
export class InflatedTooLargeError extends Error {
  override readonly name = 'InflatedTooLargeError'
}

/**
 * Inflates raw deflate data of at most `limit` bytes; throws {@link InflatedTooLargeError}, or fflate's error when it is broken.
 * Works off small slices: 50 KB can hold 50 MB, and the first slice too many is where it stops.
 */
export function inflateCapped(data: Uint8Array, limit: number, dictionary?: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const inflate = new Inflate(dictionary ? { dictionary } : {}, (part) => {
    parts.push(part)
    length += part.length
    if (length > limit) throw new InflatedTooLargeError(`more than ${limit} bytes`)
  })
  for (let at = 0; at < data.length; at += SLICE) inflate.push(data.subarray(at, at + SLICE), at + SLICE >= data.length)
  return joinedBytes(parts)
}

/** Deflate packs at most 1,032 times, so a slice yields at most 4 MB before its length is looked at. */
const SLICE = 4096
