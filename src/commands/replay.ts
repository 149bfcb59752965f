import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { reasonOf } from '#base/reason-of.ts'
import { moduleTexts } from './build/module-texts.ts'
import type * as Run from './replay/run.ts'

// Do old histories fit this code? `npm run -s replay -- FOLDER HISTORY.json...`
// One line for each history on stdout. Exit status 0: all fit, 1: one parts, 2: something went wrong.
// Compiler and language worker are put together as for the page: `@azure/functions` is CommonJS, and the packages that an
// app may import are made by a plugin of the build.

try {
  const path = fileURLToPath(new URL('replay/run.ts', import.meta.url))
  const { module } = await runnerImport<typeof Run>(path, {
    configFile: false,
    logLevel: 'error',
    plugins: [moduleTexts()],
  })
  process.exitCode = module.status
} catch (error) {
  process.exitCode = 2
  process.stderr.write(`${reasonOf(error)}\n`)
}
