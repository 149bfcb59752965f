import type { Build, CompiledModule, Diagnostic, SourceFile } from '#durable/build.ts'
import { buildId } from './build-id.ts'
import { modulesOf } from './bundled-modules.ts'
import { compileModule, errorAt, isLoadable } from './compile-module.ts'
import { link } from './link.ts'
import { isPython, pythonBuild } from './python-build.ts'

export type CompileResult =
  | { readonly ok: true; readonly build: Build; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * A function app as a language worker loads it: for JavaScript every module that the entries reach, compiled and linked.
 * Files that nothing reaches (tests, a bundler's settings) are kept as sources and not looked at.
 */
export async function compileApp(files: readonly SourceFile[], entries: readonly string[]): Promise<CompileResult> {
  if (isPython(entries)) return { ok: true, build: await pythonBuild(files, entries), warnings: [] }
  const { modules: own, bundled, diagnostics } = reach(files, entries)
  if (diagnostics.some(({ severity }) => severity === 'error')) return { ok: false, diagnostics }
  const modules = [...own, ...(await modulesOf(bundled, files))]
  const build: Build = { id: await buildId(files), language: 'javascript', files, modules, entries }
  return { ok: true, build, warnings: diagnostics }
}

interface Reached {
  readonly modules: readonly CompiledModule[]
  readonly bundled: ReadonlySet<string>
  readonly diagnostics: readonly Diagnostic[]
}

function reach(files: readonly SourceFile[], entries: readonly string[]): Reached {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const modules = new Map<string, CompiledModule>()
  const diagnostics: Diagnostic[] = []
  const bundled = new Set<string>()
  let requiresComputed = false

  const waiting = [...entries]
  // A list that grows while it is walked: what a module needs comes after it.
  for (const path of waiting) {
    if (modules.has(path)) continue
    const file = byPath.get(path)
    if (file === undefined || !isLoadable(path)) {
      diagnostics.push(errorAt(path, start, 'This file should hold functions, but it is not there to load.'))
      continue
    }
    const draft = compileModule(file)
    const linked = link(file, draft, byPath)
    modules.set(path, draft.module)
    diagnostics.push(...draft.diagnostics, ...linked.diagnostics)
    waiting.push(...linked.needs)
    linked.bundled.forEach((name) => bundled.add(name))
    requiresComputed ||= draft.requiresComputed
  }
  const others = requiresComputed ? loadableOthers(files, modules) : []
  return {
    modules: [...modules.values(), ...others],
    bundled,
    diagnostics: diagnostics.sort(byPlace),
  }
}

/** What `require(name)` might turn out to name. One that does not compile is not there when it is asked for. */
function loadableOthers(files: readonly SourceFile[], modules: ReadonlyMap<string, CompiledModule>): CompiledModule[] {
  return files
    .filter(({ path }) => isLoadable(path) && !modules.has(path))
    .map((file) => compileModule(file))
    .filter(({ diagnostics }) => diagnostics.length === 0)
    .map(({ module }) => module)
}

const start = { line: 1, column: 0 }

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
}
