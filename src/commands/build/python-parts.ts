import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadPyodide } from 'pyodide'
import type { Plugin } from 'vite'
import { placeOurFiles, preload, type PythonFiles } from '../../language/python/prepare.ts'
import { root } from './paths.ts'

const ID = 'virtual:python-parts'
const SNAPSHOT = 'snapshot.gz'

/** What the browser's Python starts from, of the npm package `pyodide`. */
const fromPackage = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']

/**
 * `import parts from 'virtual:python-parts'` gives name, URL and size of all that Python starts from: files of the npm
 * package, and the memory of an interpreter that has imported our own Python and nothing else (`snapshot.gz`).
 *
 * The snapshot is made here and not in the browser: so the first start is as fast as any other.
 */
export function pythonParts(): Plugin {
  return {
    name: 'python-parts',
    apply: 'build',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null
      const files = ourPython()
      for (const path of Object.keys(files)) this.addWatchFile(join(folder, path))
      const parts = [...fromPackage.map(packageFile), { name: SNAPSHOT, source: gzipSync(await snapshotOf(files)) }]
      const entries = parts.map(({ name, source }) => {
        const reference = this.emitFile({ type: 'asset', name, source })
        return `{ name: ${JSON.stringify(name)}, url: import.meta.ROLLUP_FILE_URL_${reference}, bytes: ${source.byteLength} }`
      })
      return `export default [${entries.join(', ')}]`
    },
  }
}

const folder = join(root, 'src/language/python')

/** The same files as `language/python/python-files.ts`, which only a bundler can read. */
export function ourPython(): PythonFiles {
  const paths = ['azure', 'azure_functions_worker', 'requests'].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((path) => `${name}/${path}`),
  )
  const python = paths.filter((path) => path.endsWith('.py')).toSorted()
  return Object.fromEntries(python.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

function packageFile(name: string): { name: string; source: Uint8Array } {
  return { name, source: readFileSync(createRequire(import.meta.url).resolve(`pyodide/${name}`)) }
}

async function snapshotOf(files: PythonFiles): Promise<Uint8Array> {
  const python = await loadPyodide({ _makeSnapshot: true } as Parameters<typeof loadPyodide>[0])
  placeOurFiles(python, files)
  preload(python, files)
  return (python as unknown as { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot()
}
