import { parseArgs } from 'node:util'
import { BuildError, ensureBuild } from './build/ensure-build.ts'
import { dist } from './build/paths.ts'
import { watchBuild } from './build/watch-build.ts'
import { openBrowser } from './serve/open-browser.ts'
import { FUNCTIONS_PORT, serveSite } from './serve/serve-site.ts'

// Builds the site when that is needed, serves it on this machine and opens it: `npm start`.

const { values: options } = parseArgs({
  options: {
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: String(FUNCTIONS_PORT) },
    watch: { type: 'boolean', default: false },
  },
})

try {
  await start(Number(options.port))
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof BuildError ? error.message : error)
}

async function start(wishedPort: number): Promise<void> {
  await ensureBuild({ show: true })
  if (options.watch) await watchBuild()
  const { origin, port } = await serveSite(dist, wishedPort)
  console.log(`Durable Playground is at ${origin}`)
  if (port !== wishedPort) console.log(elsewhere(wishedPort))
  const opened = !options['no-open'] && (await openBrowser(origin))
  console.log(
    opened ? 'It opens in your browser. End with Ctrl+C.' : 'Open that address in a browser. End with Ctrl+C.',
  )
}

function elsewhere(wishedPort: number): string {
  return `Port ${wishedPort} is taken. Browsers keep projects per address: what you made on http://localhost:${wishedPort} is not shown here.`
}
