import type { Diagnostic, SourceFile } from '#durable/build.ts'
import { isKnownModule, moduleName, modulesInWords } from '#durable/known-modules.ts'
import { isRelative, resolveModule } from '#durable/resolve-module.ts'
import { isBundled } from './bundled-modules.ts'
import { isLoadable, type ModuleDraft } from './compile-module.ts'
import type { Required } from './survey.ts'

export interface Linked {
  /** The app's own files that the module needs. */
  readonly needs: readonly string[]
  /** The modules of packages and of Node that must go along. */
  readonly bundled: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Finds what a module requires among the files and the known packages; what is not there is a diagnostic at its place. */
export function link(file: SourceFile, draft: ModuleDraft, files: ReadonlyMap<string, SourceFile>): Linked {
  const needs: string[] = []
  const bundled: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const required of draft.required) {
    const found = isRelative(required.specifier) ? pathOf(required.specifier, file.path, files) : undefined
    const name = moduleName(required.specifier)
    if (found !== undefined) needs.push(found)
    else if (isBundled(name)) bundled.push(name)
    else if (!isKnownModule(name)) diagnostics.push(missing(file, required, files))
  }
  return { needs, bundled, diagnostics }
}

function pathOf(specifier: string, from: string, files: ReadonlyMap<string, SourceFile>): string | undefined {
  return resolveModule(specifier, from, (path) => isLoadable(path) && files.has(path))
}

function missing(file: SourceFile, required: Required, files: ReadonlyMap<string, SourceFile>): Diagnostic {
  const { specifier, isOptional } = required
  const available = isRelative(specifier) ? filesInWords(files) : `Available here: ${modulesInWords}.`
  return {
    severity: isOptional ? 'warning' : 'error',
    message: `Cannot find module '${specifier}'. ${available}`,
    file: file.path,
    ...placeOf(file.text, required),
  }
}

function filesInWords(files: ReadonlyMap<string, SourceFile>): string {
  const loadable = [...files.keys()].filter(isLoadable)
  const some = loadable.slice(0, 12).join(', ')
  return `The files that can be imported: ${loadable.length > 12 ? `${some} and ${loadable.length - 12} more` : some}.`
}

/** The quoted name in the source. The `require` that Sucrase wrote for an import stands on the line that names the module. */
function placeOf(source: string, { specifier, line }: Required): { line: number; column: number } {
  const text = source.split('\n')[line - 1] ?? ''
  const columns = [`'${specifier}'`, `"${specifier}"`, `\`${specifier}\``].map((quoted) => text.indexOf(quoted))
  return { line, column: (columns.find((column) => column >= 0) ?? 0) + 1 }
}
