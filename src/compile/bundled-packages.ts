import type { CompiledModule } from '#durable/build.ts'
import { packagePath } from '#durable/resolve-module.ts'

/**
 * Packages that go along with the build of an app that imports them, as the CommonJS text that npm ships:
 * nothing is installed here, and the published samples use them. Each is a chunk of its own, loaded when it is needed.
 */
const texts: Readonly<Record<string, () => Promise<string>>> = {
  luxon: async () =>
    only(import.meta.glob<string>('/node_modules/luxon/build/node/luxon.js', { query: '?raw', import: 'default' })),
}

export const bundledPackages: readonly string[] = Object.keys(texts)

/** Those packages as modules of a build. */
export function modulesOf(packages: readonly string[]): Promise<CompiledModule[]> {
  return Promise.all(packages.map(async (name) => ({ path: packagePath(name), code: (await texts[name]?.()) ?? '' })))
}

/** The package's own list of exports hides the file that `require` gets, so it is named by its place. */
function only(found: Readonly<Record<string, () => Promise<string>>>): Promise<string> {
  const [load] = Object.values(found)
  return load ? load() : Promise.reject(new Error('The package is not there.'))
}
