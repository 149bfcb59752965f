import { isOwnAddress } from '../payload/own-address.ts'

/** A piece of a line: text, or an address of this project. */
export interface LinePart {
  readonly text: string
  readonly href?: string
}

const address = /https?:\/\/[^\s"'<>`\\]+/g

/** A line in pieces: addresses under `root` become links, all else stays text. Addresses with `{` in them are nobody's yet. */
export function linkParts(line: string, root: string): readonly LinePart[] {
  const parts: LinePart[] = []
  let end = 0
  for (const { 0: found, index } of line.matchAll(address)) {
    const text = found.replace(/[.,;:!?)\]}]+$/, '')
    if (text.includes('{') || !isOwnAddress(text, root)) continue
    if (index > end) parts.push({ text: line.slice(end, index) })
    parts.push({ text, href: text })
    end = index + text.length
  }
  if (end < line.length) parts.push({ text: line.slice(end) })
  return parts
}
