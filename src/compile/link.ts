import type { Diagnostic, SourceFile } from '#durable/build.ts'
import { isRelative, resolveModule } from '#durable/resolve-module.ts'
import { availableInWords, availableModules } from './available-modules.ts'
import { bundledPackages } from './bundled-packages.ts'
import { isLoadable, type ModuleDraft } from './compile-module.ts'
import type { Required } from './survey.ts'

export interface Linked {
  /** The app's own files that the module needs. */
  readonly needs: readonly string[]
  /** The packages that must go along. */
  readonly packages: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Finds what a module requires among the files and the known packages; what is not there is a diagnostic at its place. */
export function link(file: SourceFile, draft: ModuleDraft, files: ReadonlyMap<string, SourceFile>): Linked {
  const needs: string[] = []
  const packages: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const required of draft.required) {
    const found = isRelative(required.specifier) ? pathOf(required.specifier, file.path, files) : undefined
    if (found !== undefined) needs.push(found)
    else if (bundledPackages.includes(required.specifier)) packages.push(required.specifier)
    else if (!availableModules.includes(required.specifier)) diagnostics.push(missing(file, required, files))
  }
  return { needs, packages, diagnostics }
}

function pathOf(specifier: string, from: string, files: ReadonlyMap<string, SourceFile>): string | undefined {
  return resolveModule(specifier, from, (path) => isLoadable(path) && files.has(path))
}

function missing(file: SourceFile, required: Required, files: ReadonlyMap<string, SourceFile>): Diagnostic {
  const { specifier, isOptional } = required
  const available = isRelative(specifier) ? filesInWords(files) : `Available here: ${availableInWords}.`
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
