import type { PyodideAPI } from 'pyodide'
import type { PyCallable, PyProxy } from 'pyodide/ffi'

/** Our own Python by path, as it stands on Python's path: `azure/functions/__init__.py`. */
export type PythonFiles = Readonly<Record<string, string>>

/** `azure_functions_worker/main.py`, as JavaScript calls it. */
export type Main = PyProxy & Readonly<Record<'prepare' | 'awake' | 'load' | 'invoke' | 'trigger_name', PyCallable>>

const home = '/home/playground'

/** Puts our packages where Python finds them. Files do not come with a memory snapshot: each interpreter needs it. */
export function placeOurFiles({ FS }: PyodideAPI, files: PythonFiles): void {
  for (const [path, text] of Object.entries(files)) {
    const full = `${home}/${path}`
    FS.mkdirTree(full.slice(0, full.lastIndexOf('/')))
    FS.writeFile(full, text)
  }
}

/** Imports them all, so that a snapshot taken now has them. No user code may have run, and no module of ours be registered. */
export function preload(python: PyodideAPI, files: PythonFiles): void {
  python.runPython(`import sys; sys.path.insert(0, '${home}')`)
  for (const path of Object.keys(files)) python.pyimport(moduleName(path)).destroy()
  mainOf(python).prepare()
}

export function mainOf(python: PyodideAPI): Main {
  return python.pyimport('azure_functions_worker.main') as Main
}

function moduleName(path: string): string {
  return path
    .replace(/(\/__init__)?\.py$/, '')
    .split('/')
    .join('.')
}
