import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PythonFiles } from '#language/python/prepare.ts'
import { root } from '../build/paths.ts'

/** Our own Python by path, read from disk: what the build gets from its bundler (`language/python/python-files.ts`). */
export function readPythonFiles(): PythonFiles {
  const folder = join(root, 'src/language/python')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'))
  return Object.fromEntries(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]))
}
