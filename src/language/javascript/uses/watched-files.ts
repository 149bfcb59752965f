import { noted } from './watch.ts'

/** Has the functions of an app's `fs` tell when an orchestrator calls them. They do what they did. */
export function watchFiles(fs: unknown): void {
  if (!isObject(fs)) return
  noteAll(fs, 'fs')
  if (isObject(fs['promises'])) noteAll(fs['promises'], 'fs.promises')
}

function noteAll(owner: Record<string, unknown>, name: string): void {
  for (const [key, real] of Object.entries(owner))
    if (typeof real === 'function' && /^[a-z]/.test(key))
      owner[key] = Object.assign(
        noted('io', `${name}.${key}()`, real.bind(owner) as (...args: unknown[]) => unknown),
        real,
      )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
