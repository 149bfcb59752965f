import init, { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-web'
import ruff from '@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm?url'

let started: Promise<Workspace> | undefined

/** The text as ruff writes it. Rejects with ruff's words when it is no Python. Fetches ruff when it is first asked. */
export async function formatPython(text: string): Promise<string> {
  started ??= start()
  started.catch(() => (started = undefined)) // the next one tries again
  return (await started).format(text)
}

async function start(): Promise<Workspace> {
  await init({ module_or_path: ruff })
  return new Workspace({ 'line-length': 100 }, PositionEncoding.Utf16)
}
