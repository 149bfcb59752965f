import picomatch from 'picomatch'
import type { Build, SourceFile } from '#durable/build.ts'
import { readSettings } from '#durable/settings-file.ts'

/** The language of the app's functions. TypeScript counts as JavaScript, for that is what runs. */
export function languageOf(files: readonly SourceFile[]): Build['language'] {
  if (runtimeOf(files) === 'node') return 'javascript'
  return pythonEntries(files).length > 0 ? 'python' : 'javascript'
}

/**
 * The files that hold functions, in the order to load them; none when the app has none where Azure would look.
 * For Python it is `function_app.py`, or else the function.json of each folder that names Python code.
 * For Node they are what `main` of package.json names, taken back from build output to its sources, else where the templates put them.
 */
export function entryFiles(files: readonly SourceFile[]): string[] {
  if (languageOf(files) === 'python') return pythonEntries(files)
  const code = files.map(({ path }) => path).filter((path) => codeFile.test(path) && !declarations.test(path))
  for (const globs of [...sourcesOfMain(files).map((glob) => [glob]), ...conventions]) {
    const matches = picomatch([...globs], { noextglob: true })
    const found = code.filter((path) => matches(path))
    // A conventional folder may hold tests; what `main` matches is loaded as it stands, as on Azure.
    const entries = conventions.includes(globs) ? found.filter((path) => !testFile.test(path)) : found
    if (entries.length > 0) return entries.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
  }
  return []
}

/** As Azure's worker: with the file of the v2 model, the folders of the v1 model are not looked at. */
function pythonEntries(files: readonly SourceFile[]): string[] {
  const named = settings(files, 'local.settings.json')?.at('Values', 'PYTHON_SCRIPT_FILE_NAME')
  const script = typeof named === 'string' && /^\w+\.py$/.test(named) ? named : 'function_app.py'
  if (files.some(({ path }) => path === script)) return [script]
  const folders = files.filter(({ path }) => /^[^/]+\/function\.json$/.test(path))
  return folders
    .filter((file) => isPythonFunction(file, files))
    .map(({ path }) => path)
    .toSorted()
}

function isPythonFunction(file: SourceFile, files: readonly SourceFile[]): boolean {
  const script = readSettings(file).at('scriptFile')
  if (typeof script === 'string' && script !== '') return script.endsWith('.py')
  const folder = file.path.slice(0, -'function.json'.length)
  return files.some(({ path }) => path.startsWith(folder) && path.endsWith('.py'))
}

function runtimeOf(files: readonly SourceFile[]): string {
  const runtime = settings(files, 'local.settings.json')?.at('Values', 'FUNCTIONS_WORKER_RUNTIME')
  return typeof runtime === 'string' ? runtime.toLowerCase() : ''
}

const codeFile = /\.[cm]?[jt]sx?$/
const declarations = /\.d\.[cm]?ts$/
const testFile = /\.(test|spec)\.[cm]?[jt]sx?$/
const conventions: readonly (readonly string[])[] = [
  ['src/index.*', 'src/functions/*'],
  ['index.*', 'functions/*'],
]

/** A glob becomes a regular expression, which many stars make endless to match; a link may hold such a one. */
const MAX_STARS = 6

/** The globs that `main` may mean, likeliest first: as written, then without the folder that `tsc` writes to; as JavaScript, then as TypeScript. */
function sourcesOfMain(files: readonly SourceFile[]): string[] {
  const main = settings(files, 'package.json')?.at('main')
  if (typeof main !== 'string' || main.length > 200 || main.split('*').length > MAX_STARS + 1) return []
  const glob = main.replace(/^\.?\//, '')
  const tsconfig = settings(files, 'tsconfig.json')
  const outputs = [asFolder(tsconfig?.at('compilerOptions', 'outDir')), 'dist/', 'build/', 'out/', 'lib/']
  const output = outputs.find((folder) => folder !== '' && glob.startsWith(folder))
  const roots = new Set(['', asFolder(tsconfig?.at('compilerOptions', 'rootDir')), 'src/'])
  const sources = output === undefined ? [] : [...roots].map((root) => root + glob.slice(output.length))
  return [glob, ...sources].flatMap((candidate) => [candidate, candidate.replace(/\.([cm]?)js\b/g, '.$1ts')])
}

/** `./dist` → `dist/`; the app's own root, or nothing said → `''`. */
function asFolder(value: unknown): string {
  const path = typeof value === 'string' ? value.replace(/^\.(\/|$)/, '').replace(/\/$/, '') : ''
  return path === '' ? '' : `${path}/`
}

function settings(files: readonly SourceFile[], path: string) {
  const file = files.find((candidate) => candidate.path === path)
  return file && readSettings(file)
}

function depth(path: string): number {
  return path.split('/').length
}
