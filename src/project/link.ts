import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { deflateSync } from 'fflate'
import { reasonOf } from '#base/reason-of.ts'
import type { SourceFile } from '#durable/build.ts'
import { type Fault, readFaults } from '#durable/fault.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { inflateCapped, InflatedTooLargeError } from './inflate-capped.ts'
import { linkDictionary1 } from './link-dictionary-1.ts'
import { pathProblem } from './paths.ts'

/** A project as a link carries it. */
export interface LinkedProject {
  readonly name: string
  readonly files: readonly SourceFile[]
  /** What goes wrong in it on purpose, if anything does. */
  readonly faults?: readonly Fault[]
}

/** `damaged` and `truncated` links may be had again whole; the others are what somebody made. */
export type LinkProblem = 'truncated' | 'damaged' | 'too large' | 'unknown codec' | 'file name' | 'not a project'

/** The link cannot be opened, or the project cannot travel in one; the message says why. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
  readonly problem: LinkProblem

  constructor(problem: LinkProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** In UTF-8 bytes of the whole project's JSON. */
const MAX_BYTES = 1_000_000
const MAX_FILES = 50
const MAX_NAME = 100
/** Incompressible text of MAX_BYTES, in base64. */
const MAX_PAYLOAD = 1_400_000

/** What the deflated bytes hold. Compact, because every character of it is in somebody's chat. */
interface Contents {
  /** 2 when there are faults: a playground that does not know them shall not open it as if there were none. */
  readonly v: 1 | 2
  /** The project's name. */
  readonly n: string
  readonly f: Readonly<Record<string, string>>
  readonly x?: readonly Fault[]
  /** {@link checksum} of name, files and faults. */
  readonly c: string
}

/**
 * The project as the text that stands after a link's `#`: `1.` and base64url of its deflated JSON.
 * Throws {@link LinkError} for a project that {@link decodeProject} would refuse.
 */
export function encodeProject({ name, files, faults: wished = [] }: LinkedProject): string {
  const faults = checkFaults(wished)
  const sorted = checkFiles(files).toSorted(byPath)
  const n = name.slice(0, MAX_NAME).toWellFormed()
  const f = Object.fromEntries(sorted.map(({ path, text }) => [path, text]))
  const plain = { v: 1, n, f, c: checksum(n, sorted) } satisfies Contents
  const c = checksum(n, sorted, faults)
  const json = JSON.stringify(faults.length === 0 ? plain : ({ ...plain, v: 2, x: faults, c } satisfies Contents))
  const bytes = utf8ToBytes(json)
  if (bytes.length > MAX_BYTES) throw tooLarge()
  return `1.${sturdyEnd(bytes, (data) => toBase64Url(deflateSync(data, { level: 9, dictionary: linkDictionary1 })))}`
}

/**
 * The project that {@link encodeProject} wrote; its files by path.
 * Nothing in it is believed: everything is capped and checked, and whatever is wrong throws a {@link LinkError}.
 */
export function decodeProject(payload: string): LinkedProject {
  const [, codec, text] = /^(\d{1,9})\.(.*)$/s.exec(payload) ?? []
  if (codec === undefined || text === undefined) throw new LinkError('not a project', 'This link holds no project.')
  if (codec !== '0' && codec !== '1') {
    const message = `This link is written in a way (codec ${codec}) that this version of the playground does not know. Reload the page for the newest version.`
    throw new LinkError('unknown codec', message)
  }
  if (payload.length > MAX_PAYLOAD) throw tooLarge()
  return parseContents(inflated(text, codec === '1' ? linkDictionary1 : undefined))
}

function inflated(text: string, dictionary: Uint8Array | undefined): string {
  const bytes = fromBase64Url(text)
  if (bytes === undefined) throw /^[\w-]*$/.test(text) ? truncated() : damaged()
  if (bytes.length === 0) throw truncated()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(inflateCapped(bytes, MAX_BYTES, dictionary))
  } catch (error) {
    if (error instanceof InflatedTooLargeError) throw tooLarge()
    throw isUnexpectedEnd(error) ? truncated(error) : damaged(error)
  }
}

function parseContents(json: string): LinkedProject {
  const { v, n, f, x, c } = parseObject(json)
  if (v !== 1 && v !== 2)
    throw new LinkError('not a project', 'This link holds no project that this version of the playground can read.')
  if (typeof n !== 'string' || n.length > MAX_NAME || !isObject(f) || typeof c !== 'string') throw notAProject()
  const files = Object.entries(f).map(([path, text]) => {
    if (typeof text !== 'string') throw notAProject()
    return { path, text }
  })
  const sorted = checkFiles(files).toSorted(byPath)
  const faults = v === 2 ? checkFaults(x) : []
  if (c !== checksum(n, sorted, faults)) throw damaged()
  return { name: n, files: sorted, ...(faults.length > 0 && { faults }) }
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (isObject(value)) return value
  } catch (error) {
    throw damaged(error)
  }
  throw notAProject()
}

/** Both ways, too: read, they are written in one way only, which the checksum needs. */
function checkFaults(raw: unknown): readonly Fault[] {
  try {
    return readFaults(raw)
  } catch (error) {
    const reason = reasonOf(error)
    throw new LinkError('not a project', `This link holds faults that cannot be read: ${reason}.`, { cause: error })
  }
}

/** Both ways: what cannot be opened is not sent. */
function checkFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  if (files.length > MAX_FILES)
    throw new LinkError('too large', `A link holds at most ${MAX_FILES} files, not ${files.length}.`)
  for (const { path } of files) {
    if (/^[\w.\-/]{1,80}$/.test(path) && pathProblem(path) === undefined) continue
    const rule = 'letters, digits, "_", "-", "." and "/", at most 80 characters'
    throw new LinkError('file name', `A link cannot hold a file called ${JSON.stringify(path.slice(0, 100))}: ${rule}.`)
  }
  return files
}

/**
 * Eight hex digits of SHA-256 over the name, then each path and text in order, then the faults' JSON when there are any,
 * each ended by a NUL. Against accidents only.
 */
function checksum(name: string, sorted: readonly SourceFile[], faults: readonly Fault[] = []): string {
  const struck = faults.length > 0 ? [JSON.stringify(faults)] : []
  const text = [name, ...sorted.flatMap(({ path, text }) => [path, text]), ...struck]
    .map((part) => `${part}\0`)
    .join('')
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8)
}

/** Chat programs leave a final `-` or `_` out of the link. JSON may end in spaces, and each changes how the text ends. */
function sturdyEnd(json: Uint8Array, encode: (data: Uint8Array) => string): string {
  const padded = new Uint8Array(json.length + 8).fill(0x20)
  padded.set(json)
  const tries = Array.from({ length: 8 }, (_, spaces) => () => encode(padded.subarray(0, json.length + spaces)))
  for (const attempt of tries) {
    const text = attempt()
    if (/[a-zA-Z0-9]$/.test(text)) return text
  }
  return encode(json)
}

/** By code unit, so that every machine sorts alike. */
function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** fflate numbers its errors; 0 is data that ends too early. */
function isUnexpectedEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 0
}

function tooLarge(): LinkError {
  return new LinkError('too large', `A link holds at most ${MAX_BYTES / 1_000_000} MB of text.`)
}

function truncated(cause?: unknown): LinkError {
  return new LinkError('truncated', 'This link is incomplete: its end is missing. Copy it again, whole.', { cause })
}

function damaged(cause?: unknown): LinkError {
  return new LinkError('damaged', 'This link is damaged: what it holds is not what was sent. Copy it again.', { cause })
}

function notAProject(): LinkError {
  return new LinkError('not a project', 'This link holds something else than a project.')
}
