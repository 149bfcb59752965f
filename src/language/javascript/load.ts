import { isKnownModule, moduleName, modulesInWords } from '#durable/known-modules.ts'
import { isRelative, packagePath, resolveModule } from '#durable/resolve-module.ts'
import type { CompiledModule } from '#durable/build.ts'
import type { FunctionMetadata, LanguageCalls } from '#wire/language-calls.ts'
import { withPlace } from '#wire/located-error.ts'
import { codeLineOf, sourceUrl } from './code-line.ts'
import { functionApp, resetApp, runHooks } from './functions-app.ts'
import { withReadOnly } from './hook-context.ts'
import { inspectionProbe } from './inspection/recorder.ts'
import { lineProbe } from './line-probe.ts'
import { retryOf } from './retry.ts'
import { watchFiles } from './uses/watched-files.ts'

/** Runs a classic script; its text calls the global `__define`. In a worker by `importScripts`, in tests by `node:vm`. */
export type RunScript = (text: string, path: string) => void

type App = LanguageCalls['load']['ask']
type Factory = (
  exports: unknown,
  require: Require,
  module: Module,
  filename: string,
  dirname: string,
  line: unknown,
) => void

interface Module {
  readonly id: string
  exports: unknown
  loaded: boolean
}

type Require = ((specifier: string) => unknown) & { cache: Record<string, Module>; resolve(specifier: string): string }

const root = '/home/site/wwwroot'

/**
 * Loads a function app: defines its modules, runs its entries in order, then its start hooks, and answers with
 * what was registered; `packages` is what `require` knows besides. Rejects with the first error, which says its place (see `placeOf`).
 */
export async function loadApp(
  { modules, entries, isInspected = false }: App,
  run: RunScript,
  packages: ReadonlyMap<string, unknown>,
): Promise<FunctionMetadata[]> {
  resetApp()
  const require = linked(define(modules, run), packages, isInspected ? inspectionProbe : lineProbe)
  for (const entry of entries) located(entry, () => require(entry))
  await functionApp.model?.getCapabilities({})
  await runHooks('appStart', hookContext())
  functionApp.hasStarted = true
  return [...functionApp.functions.values()].map(({ metadata: { name, bindings, retryOptions } }) => ({
    name,
    bindings: cloneable(bindings),
    ...retryOf(retryOptions),
  }))
}

/** Runs the app's `appTerminate` hooks. Rejects with the first error of one. */
export async function terminateApp(): Promise<null> {
  await runHooks('appTerminate', hookContext())
  return null
}

/** Each module as a function, on the lines where the person wrote it. */
function define(modules: readonly CompiledModule[], run: RunScript): Map<string, Factory> {
  const factories = new Map<string, Factory>()
  const scope = globalThis as { __define?: (path: string, factory: Factory) => void }
  scope.__define = (path, factory) => factories.set(path, factory)
  for (const module of modules) located(module.path, () => run(scriptOf(module), module.path))
  delete scope.__define
  return factories
}

function scriptOf({ path, code }: CompiledModule): string {
  const head = `__define(${JSON.stringify(path)}, function (exports, require, module, __filename, __dirname, __line) {`
  return `${head}${code}\n});\n//# sourceURL=${sourceUrl(path)}`
}

/** CommonJS as in Node.js: a module runs once, when first required; in a cycle it is seen half done. */
function linked(
  factories: ReadonlyMap<string, Factory>,
  packages: ReadonlyMap<string, unknown>,
  probe: (path: string) => unknown,
): (path: string) => unknown {
  const cache: Record<string, Module> = Object.create(null) as Record<string, Module>

  const load = (path: string): unknown => {
    const cached = cache[path]
    if (cached) return cached.exports
    const module: Module = (cache[path] = { id: `${root}/${path}`, exports: {}, loaded: false })
    try {
      const factory = factories.get(path)
      factory?.call(
        module.exports,
        module.exports,
        requireFrom(path),
        module,
        module.id,
        dirname(module.id),
        probe(path),
      )
      module.loaded = true
      if (path === packagePath('fs')) watchFiles(module.exports)
      return module.exports
    } catch (error) {
      delete cache[path]
      throw error
    }
  }

  const requireFrom = (from: string): Require => {
    const resolve = (specifier: string) => resolveModule(specifier, from, (path) => factories.has(path))
    const require = (specifier: string): unknown => {
      const name = moduleName(specifier)
      const path = isRelative(specifier) ? resolve(specifier) : packagePath(name)
      if (path !== undefined && factories.has(path)) return load(path)
      if (packages.has(name)) return packages.get(name)
      throw notFound(specifier, [...factories.keys()])
    }
    return Object.assign(require, { cache, resolve: (specifier: string) => resolve(specifier) ?? specifier })
  }
  return load
}

function notFound(specifier: string, files: readonly string[]): Error {
  return Object.assign(new Error(`Cannot find module '${specifier}'. ${availableInstead(specifier, files)}`), {
    code: 'MODULE_NOT_FOUND',
  })
}

function availableInstead(specifier: string, files: readonly string[]): string {
  if (isRelative(specifier)) {
    const own = files.filter((path) => !path.startsWith('node_modules/'))
    return `The files that can be loaded: ${own.slice(0, 20).join(', ')}.`
  }
  if (isKnownModule(moduleName(specifier)))
    return `It is there for code that names it: write require('${specifier}') somewhere, with the name as plain text.`
  return `Available here: ${modulesInWords}.`
}

/** Runs it; an error says in which file and line, in the stack's word or else that of the file that was loading. */
function located(path: string, run: () => void): void {
  try {
    run()
  } catch (thrown) {
    throw withPlace(thrown, codeLineOf(thrown) ?? { file: path, line: 1 })
  }
}

function hookContext(): object {
  const { appHookData, appLevelHookData: hookData } = functionApp
  return withReadOnly({ functionAppDirectory: root }, { hookData, appHookData })
}

/** What crosses a thread: options that JSON has no word for are left out, as Azure's host never sees them. */
function cloneable(bindings: object): FunctionMetadata['bindings'] {
  return JSON.parse(JSON.stringify(bindings)) as FunctionMetadata['bindings']
}

function dirname(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
