import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { moduleTexts } from './build/module-texts.ts'
import type * as Run from './replay/run.ts'
import { runCommand } from './run-command.ts'

// Do old histories fit this code? `npm run -s replay -- FOLDER HISTORY.json...`
// One line for each history on stdout. Exit status 0: all fit, 1: one parts, 2: something went wrong.
// Compiler and language worker are put together as for the page: `@azure/functions` is CommonJS, and the packages that an
// app may import are made by a plugin of the build.

await runCommand(async () => {
  const path = fileURLToPath(new URL('replay/run.ts', import.meta.url))
  const { module } = await runnerImport<typeof Run>(path, {
    configFile: false,
    logLevel: 'error',
    plugins: [moduleTexts()],
  })
  return module.status
})
