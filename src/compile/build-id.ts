import { sha256 } from '#base/sha256.ts'
import type { SourceFile } from '#durable/build.ts'

/** SHA-256 in hex over the files' paths and texts, whatever order they come in. */
export function buildId(files: readonly SourceFile[]): Promise<string> {
  const sorted = files.map(({ path, text }) => [path, text] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return sha256(JSON.stringify(sorted))
}
