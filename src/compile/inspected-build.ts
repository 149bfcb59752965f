import type { Build, CompiledModule, SourceFile } from '#durable/build.ts'
import { commonJsOf } from './compile-module.ts'
import { withInspectionProbes } from './inspection-probes.ts'

/**
 * The build again, compiled so that a replay of it can be looked at: the same modules, telling every line and every variable.
 * A module that cannot be told more about stays as it is, and tells its yields. Python is watched by its interpreter.
 */
export function inspectedBuild(build: Build): Build {
  if (build.language === 'python') return build
  const sources = new Map(build.files.map((file) => [file.path, file]))
  return { ...build, modules: build.modules.map((module) => inspectedModule(module, sources.get(module.path))) }
}

function inspectedModule(module: CompiledModule, source: SourceFile | undefined): CompiledModule {
  if (source === undefined || source.path.endsWith('.json')) return module
  try {
    return { path: module.path, code: `${withInspectionProbes(commonJsOf(source))}\n` }
  } catch {
    return module
  }
}
