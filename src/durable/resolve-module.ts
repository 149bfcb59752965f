const loadable = ['.ts', '.tsx', '.js', '.jsx', '.json']

/** TypeScript's habit: an import names the file that the build would write, `./x.js`, and means `./x.ts`. */
const writtenAs: readonly (readonly [written: string, meant: string])[] = [
  ['.js', '.ts'],
  ['.js', '.tsx'],
  ['.jsx', '.tsx'],
  ['.mjs', '.mts'],
  ['.cjs', '.cts'],
]

/** Whether the specifier names a file of the app (`./x`, `../x`, `.`, `..`) rather than a package. */
export function isRelative(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier)
}

/** Where the text of a package that goes along with a build stands among its modules. */
export function packagePath(name: string): string {
  return `node_modules/${name}/index.js`
}

/**
 * The path that `require(specifier)` means inside the module `from`, or `undefined` when `exists` knows none of its spellings.
 * One rule for the linker, which reports what is missing, and the language worker, which loads what is there.
 */
export function resolveModule(specifier: string, from: string, exists: (path: string) => boolean): string | undefined {
  const path = joined(from, specifier)
  return path === undefined ? undefined : spellings(path, specifier).find(exists)
}

function spellings(path: string, specifier: string): string[] {
  const asFolder = loadable.map((ending) => (path === '' ? '' : path + '/') + 'index' + ending)
  if (path === '' || /(?:^|\/)\.{0,2}$/.test(specifier)) return asFolder
  const asFile = [path, ...loadable.map((ending) => path + ending)]
  const asWritten = writtenAs
    .filter(([written]) => path.endsWith(written))
    .map(([written, meant]) => path.slice(0, -written.length) + meant)
  return [...asFile, ...asWritten, ...asFolder]
}

/** `undefined` when it climbs out of the app. */
function joined(from: string, specifier: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
