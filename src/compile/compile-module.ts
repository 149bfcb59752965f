import type { CompiledModule, Diagnostic, SourceFile } from '#durable/build.ts'
import { inserted } from './insertions.ts'
import { jsonModule } from './json-module.ts'
import { droppedNamespaces } from './namespaces.ts'
import { lineProbes } from './probe.ts'
import { SourceError } from './source-error.ts'
import { probeName, survey, type Place, type Required, type Survey } from './survey.ts'
import { useProbes } from './use-probes.ts'
import { sloppy, transpile, untouched, type Transpiled } from './transpile.ts'

/** One file, ready to be linked; or why not. */
export interface ModuleDraft {
  readonly module: CompiledModule
  readonly diagnostics: readonly Diagnostic[]
  readonly required: readonly Required[]
  /** `require(name)`, where only running it tells the name. */
  readonly requiresComputed: boolean
}

/** Whether `require` can load a file of this name. */
export function isLoadable(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx|json)$/.test(path) && !/\.d\.[cm]?ts$/.test(path)
}

/** Never throws: what is wrong with the file comes back as diagnostics. */
export function compileModule(file: SourceFile): ModuleDraft {
  try {
    return file.path.endsWith('.json') ? draftOf(file, jsonModule(file)) : scriptModule(file)
  } catch (error) {
    return { ...draftOf(file, ''), diagnostics: [caught(file.path, error)] }
  }
}

/** An error at a place of a file's source. */
export function errorAt(file: string, place: Place, message: string): Diagnostic {
  return { severity: 'error', message, file, line: place.line, column: place.column + 1 }
}

function draftOf({ path }: SourceFile, code: string): ModuleDraft {
  return { module: { path, code }, diagnostics: [], required: [], requiresComputed: false }
}

function caught(path: string, error: unknown): Diagnostic {
  if (error instanceof SourceError) return errorAt(path, error.place, error.message)
  return errorAt(path, { line: 1, column: 0 }, `This file could not be read: ${String(error)}`)
}

/** The file as CommonJS, line for line, without probes. Throws a `SourceError`. */
export function commonJsOf(file: SourceFile): string {
  return asCommonJs(file.path, scriptOf(file)).output.code
}

/** A hashbang is one only at the very start of a script, and the module becomes the body of a function. */
function scriptOf({ text }: SourceFile): string {
  return text.replace(/^#!/, '//')
}

function scriptModule(file: SourceFile): ModuleDraft {
  const source = scriptOf(file)
  const { output, found } = asCommonJs(file.path, source)
  return {
    module: {
      path: file.path,
      code: `${inserted(output.code, [...lineProbes(output.code, found.yields), ...useProbes(found.program, output.code)])}\n`,
    },
    diagnostics: [
      ...droppedNamespaces(source, output.code).map((line) => errorAt(file.path, { line, column: 0 }, noNamespace)),
      ...unsupported(found).map(([place, message]) => errorAt(file.path, output.inSource(place), message)),
    ],
    required: found.required,
    requiresComputed: found.requiresComputed,
  }
}

function asCommonJs(path: string, source: string): { output: Transpiled; found: Survey } {
  if (!/\.[cm]?js$/.test(path)) return surveyed(transpile(path, source))
  const asWritten = surveyed(untouched(source))
  if (asWritten.found.isModule) return surveyed(transpile(path, source))
  if (asWritten.found.importsDynamically) return surveyed(sloppy(transpile(path, source)))
  return asWritten
}

function surveyed(output: Transpiled): { output: Transpiled; found: Survey } {
  try {
    return { output, found: survey(output.code) }
  } catch (error) {
    const { message, loc } = error as SyntaxError & { loc?: Place }
    if (!loc) throw error
    const plain = message.replace(/ \(\d+:\d+\)$/, '')
    throw new SourceError(plain === "Unexpected character '@'" ? noDecorator : plain, output.inSource(loc))
  }
}

function unsupported(found: Survey): [Place, string][] {
  return [
    ...found.topLevelAwaits.map((place): [Place, string] => [place, noTopLevelAwait]),
    ...found.importMetas.map((place): [Place, string] => [place, noImportMeta]),
    ...found.probeNames.map((place): [Place, string] => [
      place,
      `The name ${probeName} is taken: it tells which line runs. Choose another.`,
    ]),
  ]
}

const noTopLevelAwait =
  'Top-level await does not work here, because the file becomes a CommonJS module. Put the code into an async function and call that.'
const noImportMeta =
  'import.meta does not exist here, because the file becomes a CommonJS module. Use __filename or __dirname, or import the JSON file.'
const noNamespace =
  'A namespace that holds values is not compiled here. Put its contents into a file of their own and import that.'
const noDecorator = 'Decorators are not compiled here. Call the function on the class or value instead.'
