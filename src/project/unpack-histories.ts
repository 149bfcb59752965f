import { Gunzip, Unzip, UnzipInflate } from 'fflate'
import { joinedBytes } from '#base/joined-bytes.ts'
import { NoHistoryError } from '#durable/history-import/imported-history.ts'

/** A text and where it came from: a file's name, and within an archive its own. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/** Unpacked bytes of one file, all its entries together. */
const MOST_BYTES = 64_000_000
const MOST_ENTRIES = 1_000

/** Packed data is looked at in slices this small: one yields at most 4 MB before its length is looked at. */
const SLICE = 4096

/**
 * The texts of a file: its own, or what it packs with gzip or zip. Throws a {@link NoHistoryError} for what is too large
 * when it is unpacked, is broken, or is no text.
 */
export function unpackHistories(name: string, bytes: Uint8Array, most = MOST_BYTES): NamedText[] {
  if (bytes.length > most) throw tooLarge(name, most)
  try {
    if (begins(bytes, 0x1f, 0x8b)) return [{ name, text: textOf(name, gunzipped(bytes, new Unpacked(name, most))) }]
    if (begins(bytes, 0x50, 0x4b, 3, 4)) return unzipped(name, bytes, new Unpacked(name, most))
  } catch (error) {
    if (error instanceof NoHistoryError) throw error
    throw new NoHistoryError(`${name} cannot be unpacked: ${(error as Error).message}`)
  }
  return [{ name, text: textOf(name, bytes) }]
}

const begins = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)

/** Bytes as they are unpacked, up to what is taken of one file. */
class Unpacked {
  length = 0
  private readonly name: string
  private readonly most: number

  constructor(name: string, most: number) {
    this.name = name
    this.most = most
  }

  add(parts: Uint8Array[], part: Uint8Array): void {
    parts.push(part)
    this.length += part.length
    if (this.length > this.most) throw tooLarge(this.name, this.most)
  }
}

function gunzipped(bytes: Uint8Array, unpacked: Unpacked): Uint8Array {
  const parts: Uint8Array[] = []
  const gunzip = new Gunzip((part) => unpacked.add(parts, part))
  inSlices(bytes, (slice, isLast) => gunzip.push(slice, isLast))
  return joinedBytes(parts)
}

function unzipped(archive: string, bytes: Uint8Array, unpacked: Unpacked): NamedText[] {
  const entries: { readonly name: string; readonly parts: Uint8Array[] }[] = []
  let failure: Error | undefined
  const unzip = new Unzip((file) => {
    if (!/\.(json|csv)$/i.test(file.name) || /(^|\/)(__MACOSX\/|\._)/.test(file.name)) return
    if (entries.length === MOST_ENTRIES)
      throw new NoHistoryError(`${archive} holds more than ${MOST_ENTRIES} files; so many are taken.`)
    const parts: Uint8Array[] = []
    entries.push({ name: `${archive}: ${file.name}`, parts })
    file.ondata = (error, part) => {
      if (error) failure ??= error
      else unpacked.add(parts, part)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  inSlices(bytes, (slice, isLast) => unzip.push(slice, isLast))
  if (failure) throw failure
  if (entries.length === 0) throw new NoHistoryError(`${archive} holds no .json or .csv file.`)
  return entries.map(({ name, parts }) => ({ name, text: textOf(name, joinedBytes(parts)) }))
}

function inSlices(bytes: Uint8Array, push: (slice: Uint8Array, isLast: boolean) => void): void {
  for (let at = 0; at < bytes.length; at += SLICE) push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length)
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    const isUtf16 = begins(bytes, 0xff, 0xfe)
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new NoHistoryError(`${name} is no text: expected is JSON, CSV, or these packed with gzip or zip.`)
  }
}

function tooLarge(name: string, most: number): NoHistoryError {
  return new NoHistoryError(`${name} is larger than ${most / 1e6} MB when it is unpacked; so much is taken.`)
}
