import { parseArgs } from 'node:util'
import { ensureBuild } from './build/ensure-build.ts'
import { dist } from './build/paths.ts'
import { watchBuild } from './build/watch-build.ts'
import { runCommand } from './run-command.ts'
import { openBrowser } from './serve/open-browser.ts'
import { FUNCTIONS_PORT, serveSite } from './serve/serve-site.ts'

// Builds the site when that is needed, serves it on this machine and opens it: `npm start`.

const options = {
  'no-open': { type: 'boolean', default: false },
  port: { type: 'string', default: String(FUNCTIONS_PORT) },
  watch: { type: 'boolean', default: false },
} as const

await runCommand(async () => {
  const { values } = parseArgs({ options })
  await start(portOf(values.port), values)
  return 0
})

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port ${text} is no port: it is a number up to 65535.`)
  return port
}

interface Wished {
  readonly watch: boolean
  readonly 'no-open': boolean
}

async function start(wishedPort: number, { watch, 'no-open': isQuiet }: Wished): Promise<void> {
  await ensureBuild({ show: true })
  if (watch) await watchBuild()
  const { origin, port } = await serveSite(dist, wishedPort)
  console.log(`Durable Playground is at ${origin}`)
  if (wishedPort !== 0 && port !== wishedPort) console.log(elsewhere(wishedPort))
  const opened = !isQuiet && (await openBrowser(origin))
  console.log(
    opened ? 'It opens in your browser. End with Ctrl+C.' : 'Open that address in a browser. End with Ctrl+C.',
  )
}

function elsewhere(wishedPort: number): string {
  return `Port ${wishedPort} is taken. Browsers keep projects per address: what you made on http://localhost:${wishedPort} is not shown here.`
}
