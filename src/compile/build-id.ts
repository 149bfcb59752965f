import type { SourceFile } from '#durable/build.ts'

/** SHA-256 in hex over the files' paths and texts, whatever order they come in. */
export async function buildId(files: readonly SourceFile[]): Promise<string> {
  const sorted = files.map(({ path, text }) => [path, text] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const bytes = new TextEncoder().encode(JSON.stringify(sorted))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
