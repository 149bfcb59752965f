/** The packages that code may import; nothing is installed, so there are no others. */
const packages = ['durable-functions', '@azure/functions', 'axios', 'date-fns', 'lodash', 'luxon', 'uuid', 'zod']

/** The parts of Node's library that there are, each also as `node:...`. */
const nodeModules = [
  'assert',
  'buffer',
  'crypto',
  'events',
  'fs',
  'http',
  'https',
  'net',
  'os',
  'path',
  'perf_hooks',
  'process',
  'querystring',
  'stream',
  'string_decoder',
  'timers',
  'url',
  'util',
]

/** The modules of those that have a name of their own. */
const nodeSubmodules = [
  'assert/strict',
  'fs/promises',
  'path/posix',
  'stream/promises',
  'timers/promises',
  'util/types',
]

/** What `fs` begins with, among the modules of a build: the app's files by their paths. No name that a person can import. */
export const APP_FILES = 'durable-playground/files'

const bareNames: ReadonlySet<string> = new Set([...nodeModules, ...nodeSubmodules])
const names: ReadonlySet<string> = new Set([...packages, ...bareNames])

/** What a specifier names: `node:fs` and `fs` are the same module. */
export function moduleName(specifier: string): string {
  const bare = specifier.replace(/^node:/, '')
  return bareNames.has(bare) ? bare : specifier
}

/** Whether `require` answers to this name, which is no relative path. Parts of a package (`lodash/fp`) are not asked about here. */
export function isKnownModule(name: string): boolean {
  return names.has(name)
}

/** All that can be imported, as a person reads it in a message. */
export const modulesInWords = `${packages.join(', ')}, and of Node: ${nodeModules.join(', ')}`
