import type { loadPyodide, PyodideAPI } from 'pyodide'
import { placeOurFiles, preload } from './prepare.ts'
import { pythonFiles } from './python-files.ts'

/** What the worker is handed: the sandbox has no network to fetch it from. */
export interface PyodideParts {
  /** By their names in the npm package: `pyodide.mjs`, `pyodide.asm.mjs`, `pyodide-lock.json`, `python_stdlib.zip`. */
  readonly files: Readonly<Record<string, ArrayBuffer>>
  /** `pyodide.asm.wasm`, compiled once for all workers of a frame. */
  readonly module: WebAssembly.Module
  /** The memory of an interpreter that had imported our packages and nothing else. */
  readonly snapshot?: Uint8Array<ArrayBuffer>
}

const base = 'https://pyodide.invalid/'

/**
 * Starts Pyodide from buffers, prepared: from the snapshot in a fifth of a second, and when that does not work from its
 * beginning. Nothing leaves the sandbox: `fetch` and the compilation of WebAssembly are answered from what is here.
 */
export function pyodideFrom({ files, module, snapshot }: PyodideParts): () => Promise<PyodideAPI> {
  const imported = importPyodide(files)
  const start = async (from: Uint8Array | undefined): Promise<PyodideAPI> => {
    const { load, asm } = await imported
    const options = {
      indexURL: base,
      packageBaseUrl: base,
      createPyodideModule: asm,
      lockFileContents: lockWithoutPackages(files),
      ...(from && { _loadSnapshot: from }),
    }
    const python = await withShortcuts(files, module, () => load(options as Parameters<typeof loadPyodide>[0]))
    placeOurFiles(python, pythonFiles)
    if (!from) preload(python, pythonFiles)
    return python
  }
  return () => (snapshot ? start(snapshot).catch(() => start(undefined)) : start(undefined))
}

async function importPyodide(files: PyodideParts['files']) {
  const load = (await importText<{ loadPyodide: typeof loadPyodide }>(files['pyodide.mjs'])).loadPyodide
  const asm = (await importText<{ default: unknown }>(files['pyodide.asm.mjs'])).default
  return { load, asm }
}

/** A module from its text: in this frame nothing else can be imported. */
async function importText<T>(text: ArrayBuffer | undefined): Promise<T> {
  if (!text) throw new Error('Pyodide did not come whole.')
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  try {
    return (await import(/* @vite-ignore */ url)) as T
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** No package can be had here, so none is known: else Pyodide advises to install what cannot be. */
function lockWithoutPackages(files: PyodideParts['files']): unknown {
  const { info } = JSON.parse(new TextDecoder().decode(files['pyodide-lock.json'])) as { info: unknown }
  return { info, packages: {} }
}

async function withShortcuts<T>(
  files: PyodideParts['files'],
  module: WebAssembly.Module,
  run: () => Promise<T>,
): Promise<T> {
  const { fetch: fetchBefore } = globalThis
  const { instantiateStreaming } = WebAssembly
  globalThis.fetch = async (input) => answer(files, String(input instanceof Request ? input.url : input))
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  })
  try {
    return await run()
  } finally {
    globalThis.fetch = fetchBefore
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

function answer(files: PyodideParts['files'], url: string): Response {
  const name = url.slice(base.length)
  if (name.endsWith('.wasm')) return new Response(null, { headers: { 'Content-Type': 'application/wasm' } })
  const file = files[name]
  return file ? new Response(file) : new Response(null, { status: 404 })
}
