import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Plugin } from 'vite'
import { root } from './paths.ts'

/** `import files from 'python-package:<name>'` gives the files of a package of Python, each package as a chunk of its own. */
const PREFIX = 'python-package:'

/** Gives the packages that go along with an app whose requirements.txt names them. */
export function pythonPackages(): Plugin {
  return {
    name: 'python-packages',
    resolveId: { filter: { id: /^python-package:/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0python-package:/ },
      handler(id) {
        const archive = readFileSync(join(root, 'src/compile/python-packages', `${id.slice(PREFIX.length + 1)}.zip`))
        const files = Object.entries(unzipSync(archive)).map(([path, bytes]) => [path, strFromU8(bytes)])
        return `export default ${JSON.stringify(files)}`
      },
    },
  }
}
