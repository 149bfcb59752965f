import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { bundle } from './bundle.ts'

/** `import text from 'module-text:<name>'` gives a module that user code may require as one CommonJS text. */
const PREFIX = 'module-text:'

/** What each of them is made of. The browser's edition where a package has several. */
const sources: Readonly<Record<string, string>> = {
  assert: 'assert/',
  axios: ours('axios.ts'),
  'date-fns': 'date-fns',
  'date-fns/fp': 'date-fns/fp',
  'date-fns/locale': 'date-fns/locale',
  fs: ours('fs.ts'),
  lodash: 'lodash',
  'lodash/fp': 'lodash/fp',
  luxon: 'luxon',
  path: 'path-browserify',
  stream: 'readable-stream',
  string_decoder: 'string_decoder/',
  uuid: 'uuid',
  zod: 'zod',
  'zod/mini': 'zod/mini',
  'zod/v3': 'zod/v3',
}

function ours(file: string): string {
  return fileURLToPath(new URL(`../../language/javascript/node/${file}`, import.meta.url))
}

/** What they ask for when they run: modules of the language worker, each other, and what the compiler adds. */
const askedFor =
  /^(?:(?:node:)?(?:buffer|events|path|process|stream|string_decoder|url|util)|durable-playground\/files)$/

/** Names stay as they are written: a person sees them in the console. */
const output = {
  format: 'cjs',
  esModule: true,
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
} as const

/** Gives the texts of the modules that go along with an app which imports them. */
export function moduleTexts(): Plugin {
  return {
    name: 'module-texts',
    resolveId: { filter: { id: /^module-text:/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0module-text:/ },
      async handler(id) {
        const input = sources[id.slice(PREFIX.length + 1)]
        if (input === undefined) throw new Error(`There is no module for ${id}`)
        const { code } = await bundle({ input, output, alias: [], external: (each) => askedFor.test(each) })
        return `export default ${JSON.stringify(code)}`
      },
    },
  }
}
