import { setFlagsFromString } from 'node:v8'
import { loadPyodide } from 'pyodide'
import { installBridge } from '#language/python/durable/bridge.ts'
import { playCase, type RecordedCase } from '#language/python/durable/recorded/play.ts'
import { placeOurFiles, preload } from '#language/python/prepare.ts'
import { readPythonFiles } from './recorded/python-files.ts'
import { readCases } from './recorded/read-cases.ts'
import { runCommand } from './run-command.ts'

// Does our Python answer as the real SDK did? `npm run -s recorded -- FILE.json` plays every case of the file in Pyodide,
// prints what differs, and `N passed, N failed` at the end. Exit status 1 when a case failed, 2 when it cannot be told.

// V8 of Node 20 ends the process when it gives up a loop that calls into WebAssembly.
setFlagsFromString('--no-turbo-inline-js-wasm-calls')

await runCommand(() => {
  const [file, ...more] = process.argv.slice(2)
  if (file === undefined || more.length > 0) throw new Error('Usage: npm run -s recorded -- FILE.json')
  return play(readCases(file))
})

async function play(cases: readonly RecordedCase[]): Promise<number> {
  const python = await loadPyodide()
  const files = readPythonFiles()
  placeOurFiles(python, files)
  preload(python)
  installBridge(python, () => Promise.reject(new Error('Recorded cases have no host.')))
  const failed = cases.filter((each) => !passes(each)).length
  console.log(`${cases.length - failed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0

  function passes(each: RecordedCase): boolean {
    const found = differencesIn(each)
    if (found.length > 0) console.log(`✗ ${each.name}\n${found.join('\n')}\n`)
    return found.length === 0
  }

  function differencesIn(each: RecordedCase): string[] {
    try {
      return playCase(python, each).map((diff) => `  ${diff.path}\n    - ${diff.expected}\n    + ${diff.actual}`)
    } catch (error) {
      return [`  ${(error as Error).message.trim().replaceAll('\n', '\n  ')}`]
    }
  }
}
