import type { PyodideAPI } from 'pyodide'
import type { PyCallable, PyProxy } from 'pyodide/ffi'

/** Our own Python by path, as it stands on Python's path: `azure/functions/__init__.py`. */
export type PythonFiles = Readonly<Record<string, string>>

type Entry = 'prepare' | 'awake' | 'load' | 'invoke' | 'trigger_name' | 'find_tests' | 'run_test'

/** `azure_functions_worker/main.py`, as JavaScript calls it. */
export type Main = PyProxy & Readonly<Record<Entry, PyCallable>>

/** Where the archive of our packages stands; their traces say it. */
export const ARCHIVE = '/home/playground.zip'
const FOLDER = '/home/playground'

/** Puts our packages on Python's path, as files. */
export function placeOurFiles(python: PyodideAPI, files: PythonFiles): void {
  const { FS } = python
  for (const [path, text] of Object.entries(files)) {
    const full = `${FOLDER}/${path}`
    FS.mkdirTree(full.slice(0, full.lastIndexOf('/')))
    FS.writeFile(full, text)
  }
  putOnPath(python, FOLDER)
}

/**
 * Puts the archive that the build makes of our packages where Python reads it. Files do not come with a memory snapshot, so
 * each interpreter needs it; the path does.
 */
export function placeOurArchive(python: PyodideAPI, archive: Uint8Array): void {
  python.FS.writeFile(ARCHIVE, archive)
  putOnPath(python, ARCHIVE)
}

function putOnPath(python: PyodideAPI, place: string): void {
  python.runPython(`import sys\nif '${place}' not in sys.path: sys.path.insert(0, '${place}')`)
}

/** Imports our packages, all of them, so that a snapshot taken now has them. No user code may have run. */
export function preload(python: PyodideAPI): void {
  const packages = python.pyimport('azure_functions_worker.preload') as PyProxy & { all_packages: PyCallable }
  packages.all_packages()
  packages.destroy()
  const main = mainOf(python)
  main.prepare()
  main.destroy()
}

export function mainOf(python: PyodideAPI): Main {
  return python.pyimport('azure_functions_worker.main') as Main
}
