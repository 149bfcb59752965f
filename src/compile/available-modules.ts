import { bundledPackages } from './bundled-packages.ts'

/** The packages that code may import; nothing is installed, so there are no others. */
const packages = ['durable-functions', '@azure/functions', ...bundledPackages]

/** The parts of Node's library that the language worker brings along, each also as `node:...`. */
const nodeBuiltins = ['buffer', 'crypto', 'events', 'http', 'net', 'process', 'url', 'util'] as const

/** Every name, other than a relative path, that `require` answers to. */
export const availableModules: readonly string[] = [
  ...packages,
  ...nodeBuiltins.flatMap((name) => [name, `node:${name}`]),
]

/** The same as a person reads it in a message. */
export const availableInWords = `${packages.join(', ')}, and of Node: ${nodeBuiltins.join(', ')}`
