import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { root } from './paths.ts'

/** `import declarations from 'package-types:<name>'` gives the declarations of a package that user code may import. */
const PREFIX = 'package-types:'

interface Types {
  /** The folder below node_modules that has them, and where Monaco looks for them. */
  readonly folder: string
  /** The first file that is read, when it is not `index.d.ts`. */
  readonly main?: string
  readonly files: RegExp
}

const packages: Readonly<Record<string, Types>> = {
  axios: { folder: 'axios', files: /^index\.d\.ts$/ },
  'date-fns': { folder: 'date-fns', files: /^(?!docs\/).*\.d\.ts$/ },
  lodash: { folder: '@types/lodash', files: /\.d\.ts$/ },
  luxon: { folder: '@types/luxon', files: /\.d\.ts$/ },
  uuid: { folder: 'uuid', files: /^dist\/.*\.d\.ts$/, main: 'dist/index.d.ts' },
  zod: { folder: 'zod', files: /^(?!src\/).*\.d\.ts$/ },
}

/** Gives the editor the packages' own declarations, each package as a chunk of its own. */
export function packageTypes(): Plugin {
  return {
    name: 'package-types',
    resolveId: { filter: { id: /^package-types:/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0package-types:/ },
      handler(id) {
        const types = packages[id.slice(PREFIX.length + 1)]
        if (types === undefined) throw new Error(`There are no declarations for ${id}`)
        return `export default ${JSON.stringify(declarationsOf(types))}`
      },
    },
  }
}

/** A package.json that says only where they begin: the real ones may lead to other editions of the same. */
function declarationsOf({ folder, main = 'index.d.ts', files }: Types): { filePath: string; content: string }[] {
  const path = join(root, 'node_modules', folder)
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  const declarations = names
    .filter((name) => files.test(name))
    .map((name) => ({
      filePath: `file:///node_modules/${folder}/${name}`,
      content: readFileSync(join(path, name), 'utf8'),
    }))
  const manifest = { filePath: `file:///node_modules/${folder}/package.json`, content: JSON.stringify({ types: main }) }
  return [manifest, ...declarations]
}
