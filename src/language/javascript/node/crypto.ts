import { Buffer } from 'buffer'
import { hmac } from '@noble/hashes/hmac.js'
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js'
import { sha3_256, sha3_512 } from '@noble/hashes/sha3.js'
import { noted } from '../uses/watch.ts'

// Node's `crypto` as far as functions commonly need it: hashes, HMACs and randomness.

const algorithms = {
  md5,
  ripemd160,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-256': sha512_256,
  'sha3-256': sha3_256,
  'sha3-512': sha3_512,
}

type Data = string | ArrayBufferView
type Encoding = 'hex' | 'base64' | 'base64url' | 'latin1' | 'binary' | 'utf8'

/** What a noble hash and a noble HMAC have in common. */
interface Running {
  update(data: Uint8Array): unknown
  digest(): Uint8Array
}

/** A hash or HMAC in the making. */
class Digest {
  #running: Running | undefined

  constructor(running: Running) {
    this.#running = running
  }

  update(data: Data, encoding?: Encoding): this {
    this.#open().update(bytesOf(data, encoding))
    return this
  }

  digest(): Buffer
  digest(encoding: Encoding): string
  digest(encoding?: Encoding): Buffer | string {
    const result = Buffer.from(this.#open().digest())
    this.#running = undefined
    return encoding ? result.toString(encoding) : result
  }

  #open(): Running {
    if (!this.#running) throw new Error('Digest already called')
    return this.#running
  }
}

/** Throws for a name that is not among {@link getHashes}. */
export function createHash(name: string): Digest {
  return new Digest(algorithm(name).create())
}

export function createHmac(name: string, key: Data): Digest {
  return new Digest(hmac.create(algorithm(name), bytesOf(key)))
}

export function hash(name: string, data: Data, encoding: Encoding = 'hex'): string {
  return createHash(name).update(data).digest(encoding)
}

export function getHashes(): string[] {
  return Object.keys(algorithms)
}

export const randomBytes: typeof drawBytes = noted('random', 'crypto.randomBytes()', drawBytes as () => Buffer)

function drawBytes(size: number): Buffer
function drawBytes(size: number, done: (error: null, bytes: Buffer) => void): void
function drawBytes(size: number, done?: (error: null, bytes: Buffer) => void): Buffer | void {
  const bytes = Buffer.alloc(size)
  const most = 65_536 // what the platform gives at once
  for (let at = 0; at < size; at += most) crypto.getRandomValues(bytes.subarray(at, at + most))
  if (!done) return bytes
  queueMicrotask(() => done(null, bytes))
}

export function randomFillSync<T extends ArrayBufferView>(target: T): T {
  new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(randomBytes(target.byteLength))
  return target
}

/** A whole number in `[min, max)`, or in `[0, max)` when one bound is given. */
export const randomInt = noted('random', 'crypto.randomInt()', (min: number, max?: number): number => {
  const [from, to] = max === undefined ? [0, min] : [min, max]
  if (!(to > from) || to - from > 2 ** 48 - 1) throw new RangeError(`The value of "max" is out of range: ${to}`)
  const span = to - from
  const limit = 2 ** 48 - (2 ** 48 % span) // above it, small numbers would come up more often
  for (;;) {
    const drawn = randomBytes(6).readUIntBE(0, 6)
    if (drawn < limit) return from + (drawn % span)
  }
})

export const randomUUID = noted('uuid', 'crypto.randomUUID()', (): string => {
  const bytes = randomBytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
})

export function timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.byteLength !== b.byteLength) throw new RangeError('Input buffers must have the same byte length')
  const [left, right] = [bytesOf(a), bytesOf(b)]
  return left.reduce((difference, byte, i) => difference | (byte ^ (right[i] ?? 0)), 0) === 0
}

export const getRandomValues: Crypto['getRandomValues'] = (target) => globalThis.crypto.getRandomValues(target)

export const webcrypto = globalThis.crypto

export const subtle = globalThis.crypto.subtle

export const createCipheriv = missing('createCipheriv', 'crypto.subtle.encrypt')
export const createDecipheriv = missing('createDecipheriv', 'crypto.subtle.decrypt')
export const createSign = missing('createSign', 'crypto.subtle.sign')
export const createVerify = missing('createVerify', 'crypto.subtle.verify')
export const generateKeyPairSync = missing('generateKeyPairSync', 'crypto.subtle.generateKey')
export const generateKeyPair = missing('generateKeyPair', 'crypto.subtle.generateKey')
export const pbkdf2 = missing('pbkdf2', 'crypto.subtle.deriveBits')
export const pbkdf2Sync = missing('pbkdf2Sync', 'crypto.subtle.deriveBits')
export const scrypt = missing('scrypt', 'crypto.subtle.deriveBits with PBKDF2')
export const scryptSync = missing('scryptSync', 'crypto.subtle.deriveBits with PBKDF2')

/** What takes too much code for what it is used: it says what to use. */
function missing(name: string, instead: string): () => never {
  return () => {
    throw new Error(`crypto.${name} does not exist in this browser's language worker. There is ${instead}.`)
  }
}

function algorithm(name: string) {
  const plain = name.toLowerCase().replace(/^rsa-/, '').replace(/^sha-/, 'sha')
  if (Object.hasOwn(algorithms, plain)) return algorithms[plain as keyof typeof algorithms]
  throw new Error(`Digest method not supported: ${name}. Here there are: ${getHashes().join(', ')}.`)
}

function bytesOf(data: Data, encoding?: Encoding): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding)
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  throw new TypeError(
    `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${String(data)}`,
  )
}
