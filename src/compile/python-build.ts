import type { Build, SourceFile } from '#durable/build.ts'
import { buildId } from './build-id.ts'

/** Whether these are the entries of a Python app: its `.py` file, or the function.json of each folder. */
export function isPython(entries: readonly string[]): boolean {
  return entries.some((path) => path.endsWith('.py') || path.endsWith('/function.json'))
}

/**
 * A Python app as its language worker loads it: every file as it stands, for Python compiles them itself and may open
 * the others, and the packages that it requires. What does not compile is found at the start, with its place.
 */
export async function pythonBuild(files: readonly SourceFile[], entries: readonly string[]): Promise<Build> {
  const { packageModules } = await import('./python-packages.ts')
  const modules = [...files.map(({ path, text }) => ({ path, code: text })), ...(await packageModules(files))]
  return { id: await buildId(files), language: 'python', files, modules, entries }
}
