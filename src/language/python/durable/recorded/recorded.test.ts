import { setFlagsFromString } from 'node:v8'
import { loadPyodide } from 'pyodide'
import { beforeAll, expect, test } from 'vitest'
import { placeOurFiles, preload } from '../../prepare.ts'
import { pythonFiles } from '../../python-files.ts'
import { installBridge } from '../bridge.ts'
import { playCase } from './play.ts'
import recorded from './python-sdk.json' with { type: 'json' }

// V8 of Node 20 ends the process when it gives up a loop that calls into WebAssembly.
setFlagsFromString('--no-turbo-inline-js-wasm-calls')

let python: Awaited<ReturnType<typeof loadPyodide>>

beforeAll(async () => {
  python = await loadPyodide()
  placeOurFiles(python, pythonFiles)
  preload(python, pythonFiles)
  installBridge(python, () => Promise.reject(new Error('no orchestrator talks to the host')))
}, 60_000)

test.each(recorded.map((each) => [each.name, each] as const))('%s is answered as by the real SDK', (_, each) => {
  expect(playCase(python, each)).toEqual([])
})
