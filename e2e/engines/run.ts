import { reasonOf } from '#base/reason-of.ts'
import { ensureBuild } from '../../src/commands/build/ensure-build.ts'
import { dist } from '../../src/commands/build/paths.ts'
import { serveSite } from '../../src/commands/serve/serve-site.ts'
import { startElsewhere } from '../elsewhere.ts'
import { openChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { openFirefox } from './firefox.ts'
import { journeys, open, type World } from './journeys.ts'
import { openWebKit } from './webkit.ts'

// Does the app work in the three engines there are? `npm run engines` tries the sandbox and the samples in each of them that is
// installed: on Debian `apt-get install chromium firefox-esr webkit2gtk-driver xvfb`. Exit status 1 when anything fails or one is missing.

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  Chromium: openChromium,
  Firefox: () => openFirefox(process.env['FIREFOX_PATH'] ?? 'firefox-esr'),
  WebKit: openWebKit,
}

await ensureBuild({ show: false })
const site = await serveSite(dist, 0)
const elsewhere = await startElsewhere()
const world = { origin: site.origin, elsewhere }
const asked = process.argv.slice(2)
for (const [name, openEngine] of Object.entries(engines))
  if (asked.length === 0 || asked.includes(name)) await startAndTry(name, openEngine, world)
await Promise.all([site.close(), elsewhere.close()])

async function startAndTry(name: string, openEngine: () => Promise<Engine>, world: World): Promise<void> {
  try {
    const engine = await openEngine()
    await tryAll(engine, world)
    await engine.close()
  } catch (error) {
    failed(`${name} does not start: ${reasonOf(error)}`)
  }
}

async function tryAll(engine: Engine, world: World): Promise<void> {
  console.log(engine.name)
  for (const [what, journey] of Object.entries(journeys)) {
    try {
      await open(engine, world.origin)
      await journey(engine, world)
      console.log(`  passed  ${what}`)
    } catch (error) {
      failed(`  FAILED  ${what}: ${reasonOf(error)}`)
    }
  }
}

function failed(line: string): void {
  console.log(line)
  process.exitCode = 1
}
