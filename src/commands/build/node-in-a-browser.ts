import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Alias } from 'vite'

const language = new URL('../../language/javascript/', import.meta.url)

/** Where the language worker finds what `@azure/functions` asks of Node and of the Functions host: our files, or well-kept packages. */
export const nodeInABrowser: readonly Alias[] = [
  { find: /^@azure\/functions-core$/, replacement: ours('functions-core.ts') },
  ...['crypto', 'http', 'net', 'process', 'url', 'util'].map((name) => ({
    find: nodeModule(name),
    replacement: ours(`node/${name}.ts`),
  })),
  ...['buffer', 'events'].map((name) => ({ find: nodeModule(name), replacement: installed(`${name}/`) })),
]

function nodeModule(name: string): RegExp {
  return new RegExp(`^(node:)?${name}$`)
}

function ours(file: string): string {
  return fileURLToPath(new URL(file, language))
}

/** The package's own file: a trailing slash keeps Node from answering with the built-in of that name. */
function installed(id: string): string {
  return createRequire(import.meta.url).resolve(id)
}
