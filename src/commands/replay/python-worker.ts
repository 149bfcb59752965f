import { setFlagsFromString } from 'node:v8'
import { loadPyodide } from 'pyodide'
import { placeOurFiles, preload } from '#language/python/prepare.ts'
import { startWorker } from '#language/python/start-worker.ts'
import type { Port } from '#wire/port.ts'
import { readPythonFiles } from '../recorded/python-files.ts'

/** A Python language worker on this thread. */
export async function startPython(port: Port): Promise<void> {
  // V8 of Node 20 ends the process when it gives up a loop that calls into WebAssembly.
  setFlagsFromString('--no-turbo-inline-js-wasm-calls')
  await startWorker(port, async () => {
    const python = await loadPyodide()
    placeOurFiles(python, readPythonFiles())
    preload(python)
    return python
  })
}
