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
  const files = new Map(bodies)
  const wasm = takeFrom(files, 'pyodide.asm.wasm')
  const zipped = takeFrom(files, 'snapshot.gz')
  const whole = await Promise.all([...files].map(async ([name, blob]) => [name, await blob.arrayBuffer()] as const))
  return {
    files: Object.fromEntries(whole),
    wasm: await wasm.arrayBuffer(),
    snapshot: new Uint8Array(
      await new Response(zipped.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
    ),
  }
}

function takeFrom(files: Map<string, Blob>, name: string): Blob {
  const blob = files.get(name)
  if (!blob) throw new Error(`${name} is no part of Python.`)
  files.delete(name)
  return blob
}

/** The whole body; `count` hears of each piece of it. */
async function fetchCounted(url: string, count: (bytes: number) => void): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`Python could not be loaded: ${url} answered ${response.status}.`)
  const pieces: BlobPart[] = []
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return new Blob(pieces)
    pieces.push(value)
    count(value.byteLength)
  }
}
