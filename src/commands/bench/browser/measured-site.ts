import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dist } from '../../build/paths.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** A copy of the built site whose host worker counts, with the pages of the bare run beside it. */
export async function measuredSite(): Promise<{ readonly folder: string; readonly dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-site-'))
  await cp(dist, folder, { recursive: true })
  for (const file of ['bare.html', 'bare-writer.js', 'bare-echo.js']) await cp(here(file), join(folder, file))
  await countIn(join(folder, 'assets'))
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) }
}

async function countIn(assets: string): Promise<void> {
  const worker = (await readdir(assets)).find((name) => /^host\.worker-.*\.js$/.test(name))
  if (!worker) throw new Error('the built site has no host worker: is src/host/host.worker.ts still its name?')
  const code = await readFile(join(assets, worker), 'utf8')
  await writeFile(join(assets, worker), await readFile(here('counting.js'), 'utf8'))
  await appendFile(join(assets, worker), code)
}
