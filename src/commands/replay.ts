import { fileURLToPath } from 'node:url'
import { type InlineConfig, runnerImport } from 'vite'
import { moduleTexts } from './build/module-texts.ts'
import { parseReplay } from './replay/arguments.ts'
import type * as ReplayFolder from './replay/replay-folder.ts'

// Do old histories fit this code? `npm run -s replay -- FOLDER HISTORY.json...`
// One line for each history on stdout. Exit status 0: all fit, 1: one parts, 2: something went wrong.

try {
  const asked = parseReplay(process.argv.slice(2))
  const { replayFolder } = await compiler()
  process.exitCode = await replayFolder(asked, (line) => void process.stdout.write(`${line}\n`))
} catch (error) {
  process.exitCode = 2
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}

/** Compiler and language worker, put together as for the page: the packages that an app may import are modules of the build. */
async function compiler(): Promise<typeof ReplayFolder> {
  const path = fileURLToPath(new URL('replay/replay-folder.ts', import.meta.url))
  const options: InlineConfig = { configFile: false, logLevel: 'error', plugins: [moduleTexts()] }
  return (await runnerImport<typeof ReplayFolder>(path, options)).module
}
