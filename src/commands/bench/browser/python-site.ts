import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dist } from '../../build/paths.ts'

const pyodide = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']

/** A copy of the built site, with a page beside it that starts Pyodide and nothing else. */
export async function pythonSite(): Promise<{ readonly folder: string; readonly dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-python-'))
  await cp(dist, folder, { recursive: true })
  for (const file of ['bare-python.html', 'bare-python.js'])
    await cp(fileURLToPath(new URL(file, import.meta.url)), join(folder, file))
  await mkdir(join(folder, 'bare-pyodide'))
  const { resolve } = createRequire(import.meta.url)
  for (const file of pyodide) await cp(resolve(`pyodide/${file}`), join(folder, 'bare-pyodide', file))
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) }
}
