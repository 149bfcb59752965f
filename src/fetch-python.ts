import parts from 'virtual:python-parts'
import type { SandboxParts } from '#sandbox/sandbox.ts'

/**
 * Fetches what Python starts from, once for this page. `onProgress` hears how much of it is here, from 0 to 1.
 * Rejects when a file cannot be had; the next call tries again.
 */
export function fetchPython(onProgress: (done: number) => void): Promise<SandboxParts> {
  fetched ??= fetchAll(onProgress)
  fetched.catch(() => (fetched = undefined))
  return fetched
}

let fetched: Promise<SandboxParts> | undefined

async function fetchAll(onProgress: (done: number) => void): Promise<SandboxParts> {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  const count = (bytes: number) => onProgress((done += bytes) / total)
  const bodies = await Promise.all(parts.map(async ({ name, url }) => [name, await fetchCounted(url, count)] as const))
  const { 'pyodide.asm.wasm': wasm, ...files } = Object.fromEntries(bodies)
  if (!wasm) throw new Error('Python has no WebAssembly.')
  return { files, wasm }
}

/** The whole body; `count` hears of each piece of it. */
async function fetchCounted(url: string, count: (bytes: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`Python could not be loaded: ${url} answered ${response.status}.`)
  const pieces: BlobPart[] = []
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(pieces).arrayBuffer()
    pieces.push(value)
    count(value.byteLength)
  }
}
