import type { CompiledModule, SourceFile } from '#durable/build.ts'
import { APP_FILES, moduleName } from '#durable/known-modules.ts'
import { packagePath } from '#durable/resolve-module.ts'
import { partOf } from './module-parts.ts'

/**
 * Modules that go along with the build of an app that imports them: nothing is installed here. Each is one CommonJS text
 * and a chunk of its own (see `commands/build/module-texts.ts`), loaded when an app needs it.
 */
const texts: Readonly<Record<string, () => Promise<{ readonly default: string }>>> = {
  assert: () => import('module-text:assert'),
  axios: () => import('module-text:axios'),
  'date-fns': () => import('module-text:date-fns'),
  'date-fns/fp': () => import('module-text:date-fns/fp'),
  'date-fns/locale': () => import('module-text:date-fns/locale'),
  fs: () => import('module-text:fs'),
  lodash: () => import('module-text:lodash'),
  'lodash/fp': () => import('module-text:lodash/fp'),
  luxon: () => import('module-text:luxon'),
  path: () => import('module-text:path'),
  stream: () => import('module-text:stream'),
  string_decoder: () => import('module-text:string_decoder'),
  uuid: () => import('module-text:uuid'),
  zod: () => import('module-text:zod'),
  'zod/mini': () => import('module-text:zod/mini'),
  'zod/v3': () => import('module-text:zod/v3'),
}

/** Whether a module of this name goes along, whole or as a part of another. */
export function isBundled(name: string): boolean {
  return Object.hasOwn(texts, name) || partOf(name) !== undefined
}

/** The named modules, and all that these need, as modules of a build of these files. */
export async function modulesOf(names: Iterable<string>, files: readonly SourceFile[]): Promise<CompiledModule[]> {
  const modules = new Map<string, CompiledModule>()
  const waiting = [...names]
  // A list that grows while it is walked: what a module needs comes after it.
  for (const name of waiting) {
    if (modules.has(name)) continue
    const code = await textOf(name, files)
    modules.set(name, { path: packagePath(name), code })
    waiting.push(...neededBy(code))
  }
  return [...modules.values()]
}

async function textOf(name: string, files: readonly SourceFile[]): Promise<string> {
  if (name === APP_FILES) return textOfFiles(files)
  const load = Object.hasOwn(texts, name) ? texts[name] : undefined
  return load ? (await load()).default : (partOf(name) ?? '')
}

/** Our own bundler wrote them, so their calls of `require` are found by their looks. */
function neededBy(code: string): string[] {
  const required = [...code.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, specifier = '']) =>
    moduleName(specifier),
  )
  return required.filter((name) => name === APP_FILES || isBundled(name))
}

function textOfFiles(files: readonly SourceFile[]): string {
  return `module.exports = ${JSON.stringify(Object.fromEntries(files.map(({ path, text }) => [path, text])))}`
}
