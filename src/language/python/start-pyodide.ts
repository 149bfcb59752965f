import type { loadPyodide, PyodideAPI } from 'pyodide'
import { placeOurArchive, preload } from './prepare.ts'

/** What the worker is handed: the sandbox has no network to fetch it from. */
export interface PyodideParts {
  /**
   * By their names in the npm package: `pyodide.mjs`, `pyodide.asm.mjs`, `pyodide-lock.json`, `python_stdlib.zip`; and
   * `playground.zip`, our own packages.
   */
  readonly files: Readonly<Record<string, ArrayBuffer>>
  /** `pyodide.asm.wasm`, compiled once for all workers of a frame. */
  readonly module: WebAssembly.Module
  /** The memory of an interpreter that had imported our packages and nothing else. */
  readonly snapshot?: Snapshot
}

/** See `makeMemorySnapshot` of Pyodide, which has no words for it in its types. */
export type Snapshot = Uint8Array<ArrayBuffer>

interface SnapshotOptions {
  readonly _makeSnapshot?: boolean
  readonly _loadSnapshot?: Snapshot
}

const base = 'https://pyodide.invalid/'

/**
 * Starts Pyodide from buffers, with our packages imported: from a snapshot in a fifth of a second, and the first time, or
 * when that does not work, from its beginning. Nothing leaves the sandbox: `fetch` and the compilation of WebAssembly are
 * answered from what is here.
 */
export class PyodideStarter {
  private readonly parts: PyodideParts
  private readonly imported: ReturnType<typeof importPyodide>
  /** What further interpreters start from: what was given, or was made when the first one started. */
  snapshot: Snapshot | undefined

  constructor(parts: PyodideParts) {
    this.parts = parts
    this.snapshot = parts.snapshot
    this.imported = importPyodide(parts.files)
    this.imported.catch(() => {}) // who starts hears of it
  }

  /** An interpreter that made a snapshot sees a wrapped world of JavaScript ever after: so it is not the one to use. */
  async start(): Promise<PyodideAPI> {
    this.snapshot ??= await this.makeSnapshot().catch(() => undefined)
    if (this.snapshot) {
      try {
        return await this.load({ _loadSnapshot: this.snapshot })
      } catch {
        this.snapshot = undefined
      }
    }
    const python = await this.load({})
    preload(python)
    return python
  }

  private async makeSnapshot(): Promise<Snapshot> {
    const python = await this.load({ _makeSnapshot: true })
    preload(python)
    return (python as unknown as { makeMemorySnapshot(): Snapshot }).makeMemorySnapshot()
  }

  private async load(snapshot: SnapshotOptions): Promise<PyodideAPI> {
    const { files, module } = this.parts
    const { load, asm } = await this.imported
    const options = {
      indexURL: base,
      packageBaseUrl: base,
      createPyodideModule: asm,
      lockFileContents: lockWithoutPackages(files),
      enableRunUntilComplete: true, // `asyncio.run`, where the browser can pause Python
      ...snapshot,
    }
    const python = await withShortcuts(files, module, () => load(options as Parameters<typeof loadPyodide>[0]))
    placeOurArchive(python, new Uint8Array(fileOf(files, 'playground.zip')))
    return python
  }
}

async function importPyodide(files: PyodideParts['files']) {
  const { loadPyodide: load } = await importText<{ loadPyodide: typeof loadPyodide }>(fileOf(files, 'pyodide.mjs'))
  const { default: asm } = await importText<{ default: unknown }>(fileOf(files, 'pyodide.asm.mjs'))
  return { load, asm }
}

/** A module from its text: in this frame nothing else can be imported. */
async function importText<T>(text: ArrayBuffer): Promise<T> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  try {
    return (await import(/* @vite-ignore */ url)) as T
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** No package can be had here, so none is known: else Pyodide advises to install what cannot be. */
function lockWithoutPackages(files: PyodideParts['files']): unknown {
  const { info } = JSON.parse(new TextDecoder().decode(fileOf(files, 'pyodide-lock.json'))) as { info: unknown }
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

function fileOf(files: PyodideParts['files'], name: string): ArrayBuffer {
  const file = files[name]
  if (!file) throw new Error(`Python did not come whole: ${name} is missing.`)
  return file
}
