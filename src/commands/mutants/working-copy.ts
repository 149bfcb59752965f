import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../build/paths.ts'

const run = promisify(execFile)

/** A copy of this repository to plant faults in, with the same packages. Gone when it is disposed of. */
export interface WorkingCopy {
  readonly root: string
  dispose(): Promise<void>
}

/** Copies what git would know: all that is tracked or new and not ignored. The checkout itself is only read. */
export async function copyRepository(): Promise<WorkingCopy> {
  const copy = await mkdtemp(join(tmpdir(), 'mutants-'))
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, maxBuffer: 2 ** 26 })
  for (const path of stdout.split('\n').filter(Boolean)) {
    await mkdir(join(copy, dirname(path)), { recursive: true })
    await cp(join(root, path), join(copy, path)).catch(ignoreMissing)
  }
  await linkPackages(copy)
  return { root: copy, dispose: () => rm(copy, { recursive: true, force: true }) }
}

/** Each package by itself, so that the tools' caches land in the copy. */
async function linkPackages(copy: string): Promise<void> {
  const packages = join(root, 'node_modules')
  await mkdir(join(copy, 'node_modules'))
  for (const name of await readdir(packages))
    if (!name.startsWith('.')) await symlink(join(packages, name), join(copy, 'node_modules', name))
}

/** Git still lists a file that has just been deleted. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
