import ignore from 'ignore'
import type { SourceFile } from '#durable/build.ts'
import { entryFiles } from './function-app.ts'
import { pathProblem } from './paths.ts'

/** The folder cannot become a project; the message says why, and what to do. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
}

/** A folder as a project: its files by path, relative to the function app's root. */
export interface ImportedFolder {
  /** The name of the app's folder, when the paths tell it. */
  readonly name?: string
  readonly files: readonly SourceFile[]
  /** The paths that do not belong to the app, as they were given. */
  readonly leftOut: readonly string[]
}

interface Candidate extends SourceFile {
  readonly given: string
}

const MAX_FILES = 500
/** In UTF-16 units, all texts together. */
const MAX_SIZE = 5_000_000

const words = (...lines: readonly string[]) => new Set(lines.flatMap((line) => line.split(' ')))

/** What tools make, wherever it stands … */
const made = words(
  'node_modules .git .hg .svn .venv venv __pycache__ .python_packages .pytest_cache .mypy_cache .vs .vscode .idea',
  '.DS_Store __blobstorage__ __queuestorage__',
  'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml poetry.lock uv.lock',
)
/** … and at the app's root, where these names mean nothing else. */
const madeAtRoot = words('dist bin obj coverage')
const binaries = words(
  'png jpg jpeg gif webp avif ico bmp tif tiff pdf woff woff2 ttf otf eot mp3 mp4 m4a mov avi webm wav ogg',
  'zip gz tgz bz2 xz 7z rar jar whl nupkg exe dll so dylib node wasm pdb pyc class db sqlite parquet pkl npy',
)

/** Whether a file is worth reading at all, judged by its path alone. What is not, {@link importFolder} leaves out unread. */
export function isWorthReading(path: string): boolean {
  const segments = normalized(path).split('/')
  const extension = segments.at(-1)?.split('.').at(-1)?.toLowerCase() ?? ''
  return !segments.some((segment) => made.has(segment)) && !binaries.has(extension)
}

/**
 * Takes of a folder what is the function app: from where host.json stands (else package.json) down,
 * without what tools made, binaries, and what `.funcignore` keeps from being published.
 * Throws {@link ImportError} for no app, several, or too much of one.
 */
export function importFolder(folder: readonly SourceFile[]): ImportedFolder {
  const readable = folder
    .filter(({ path, text }) => isWorthReading(path) && !text.includes('\0'))
    .map(({ path, text }): Candidate => ({ given: path, path: normalized(path), text: text.replace(/^\ufeff/, '') }))
  const root = rootOf(readable.map(({ path }) => path))
  const inside = readable
    .filter(({ path }) => path.startsWith(root))
    .map((file) => ({ ...file, path: file.path.slice(root.length) }))
    .filter(({ path }) => pathProblem(path) === undefined && !madeAtRoot.has(path.split('/')[0] ?? ''))
  const app = withoutIgnored(inside)
  checkSize(app)
  const name = root.split('/').at(-2)
  const taken = new Set(app.map(({ given }) => given))
  return {
    ...(name === undefined ? {} : { name }),
    files: app.map(({ path, text }) => ({ path, text })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    leftOut: folder.map(({ path }) => path).filter((path) => !taken.has(path)),
  }
}

/** `C:\app\src\a.ts` in a list of a Windows folder, `./src/a.ts` in one of a shell. */
function normalized(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '')
}

/** The function app's own folder, ending in `/`; `''` when the paths begin there. */
function rootOf(paths: readonly string[]): string {
  for (const landmark of ['host.json', 'package.json', 'function_app.py']) {
    const roots = paths
      .filter((path) => path === landmark || path.endsWith(`/${landmark}`))
      .map((path) => path.slice(0, -landmark.length))
    const depth = Math.min(...roots.map(depthOf))
    const [root, other] = roots.filter((candidate) => depthOf(candidate) === depth)
    if (root !== undefined && other !== undefined) {
      throw new ImportError(
        `This folder holds several function apps, "${root}" and "${other}" among them. Import one of them.`,
      )
    }
    if (root !== undefined) return root
  }
  if (entryFiles(paths.map((path) => ({ path, text: '' }))).length > 0) return ''
  const looked = 'no host.json, package.json or function_app.py, and nothing in src/functions'
  throw new ImportError(`This folder holds no function app: it has ${looked}.`)
}

/**
 * `.funcignore` says what is not published. TypeScript is not, although all that runs is built from it: a template's
 * `*.ts` is no reason to leave the functions behind. So a TypeScript file is as ignored as the JavaScript of the same name.
 */
function withoutIgnored(files: readonly Candidate[]): readonly Candidate[] {
  const rules = ignore().add(files.find(({ path }) => path === '.funcignore')?.text ?? '')
  const kept = files.filter(({ path }) => {
    return isSettings(path) || !rules.ignores(path.replace(/\.([cm]?)tsx?$/, '.$1js'))
  })
  // Rules that would leave no function (`src`, where `dist` is published) are about something else.
  return entryFiles(kept).length > 0 ? kept : files
}

/** Read by tools on the developer's machine, and so often not published. */
function isSettings(path: string): boolean {
  return ['host.json', 'local.settings.json', 'package.json', 'tsconfig.json', '.funcignore'].includes(path)
}

function checkSize(files: readonly Candidate[]): void {
  const size = files.reduce((sum, { text }) => sum + text.length, 0)
  const advice = 'Name what does not belong to it in .funcignore.'
  if (files.length > MAX_FILES) {
    throw new ImportError(`This function app has ${files.length} files; ${MAX_FILES} is the most. ${advice}`)
  }
  if (size > MAX_SIZE) {
    const largest = files.toSorted((a, b) => b.text.length - a.text.length)[0]
    const megabytes = (n: number) => `${(n / 1_000_000).toFixed(1)} MB`
    const where = largest ? ` ("${largest.path}" is ${megabytes(largest.text.length)} of it)` : ''
    throw new ImportError(
      `This function app is ${megabytes(size)} of text${where}; ${megabytes(MAX_SIZE)} is the most. ${advice}`,
    )
  }
}

function depthOf(path: string): number {
  return path.split('/').length
}
