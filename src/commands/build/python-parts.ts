import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { loadPyodide } from 'pyodide'
import type { PyCallable } from 'pyodide/ffi'
import type { Plugin } from 'vite'
import { ARCHIVE, type PythonFiles } from '#language/python/prepare.ts'
import { root } from './paths.ts'

const ID = 'virtual:python-parts'

/** What the browser's Python starts from, of the npm package `pyodide`. */
const fromPackage = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']

/**
 * `import parts from 'virtual:python-parts'` gives name, URL and size of all that Python starts from: files of the npm
 * package, and our own Python in an archive (`playground.zip`), compiled here so that no browser has to.
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
      const parts = [...fromPackage.map(packageFile), { name: 'playground.zip', source: await archiveOf(files) }]
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
function ourPython(): PythonFiles {
  const paths = ['azure', 'azure_functions_worker', 'requests'].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((path) => `${name}/${path}`),
  )
  const python = paths.filter((path) => path.endsWith('.py')).toSorted()
  return Object.fromEntries(python.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

function packageFile(name: string): { name: string; source: Uint8Array } {
  return { name, source: readFileSync(createRequire(import.meta.url).resolve(`pyodide/${name}`)) }
}

/** Each file twice: its text, for traces that show lines, and beside it its bytecode, which is what is imported. */
async function archiveOf(files: PythonFiles): Promise<Uint8Array> {
  const python = await loadPyodide()
  const compile = python.runPython(COMPILE) as PyCallable
  const entries = Object.entries(files).flatMap(([path, text]) => [
    [path, strToU8(text)] as const,
    [`${path}c`, compile(text, `${ARCHIVE}/${path}`) as Uint8Array] as const,
  ])
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2020, 0, 1) })
}

/** Bytecode that is not held against its source: the two never part. */
const COMPILE = `
import importlib.util
from importlib._bootstrap_external import _code_to_hash_pyc
from pyodide.ffi import to_js

def compiled(text, path):
    source = text.encode()
    code = compile(source, path, "exec", dont_inherit=True)
    return to_js(bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False)))

compiled
`
