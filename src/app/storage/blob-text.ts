/** A blob as text that can be edited; `undefined` when its bytes are none, or too many to edit here. */
export function blobText(bytes: ArrayBuffer): string | undefined {
  if (bytes.byteLength > MOST_EDITED) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

const MOST_EDITED = 1_000_000

/** The type of a blob by its name, where no uploaded file says it. */
export function typeByName(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return types[ending] ?? 'application/octet-stream'
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  txt: 'text/plain',
  xml: 'application/xml',
}
