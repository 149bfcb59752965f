import { spawn } from 'node:child_process'
import { readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { dist, root } from './paths.ts'
import { withLock } from './with-lock.ts'

/** Everything that a build is made of. */
const sources = ['index.html', 'vite.config.ts', 'package.json', 'package-lock.json', 'public', 'src']

/** A build that failed; the message is what the builder said. */
class BuildError extends Error {
  override readonly name = 'BuildError'
}

/**
 * Builds the site when it is missing or older than its sources. Whoever asks meanwhile, in any process, waits for that build.
 *
 * `show` passes the builder's words on to stderr; they are in the BuildError either way.
 */
export async function ensureBuild({ show }: { readonly show: boolean }): Promise<void> {
  if (!isStale()) return
  await withLock(join(root, '.cache', 'build.lock'), async () => {
    if (isStale()) await buildSite(show)
  })
}

async function buildSite(show: boolean): Promise<void> {
  const startedAt = new Date()
  await runVite(show)
  // What was edited while the build ran may not be in it: the build is as old as its beginning.
  utimesSync(join(dist, 'index.html'), startedAt, startedAt)
}

function runVite(show: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: root })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said.push(text)
        if (show) process.stderr.write(text)
      })
    }
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new BuildError(`The build failed.\n${said.join('')}`)),
    )
  })
}

function isStale(): boolean {
  return newest(join(dist, 'index.html')) < Math.max(...sources.map((source) => newest(join(root, source))))
}

/** When the file, or the youngest file in the folder, was last written, in ms; 0 when there is none. */
function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
