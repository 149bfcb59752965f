import type { Alias, Plugin } from 'vite'
import { type Bundle, bundle } from './bundle.ts'

/** `import url from 'iife:<module>'` gives the URL of one classic script that holds the module and all it imports. */
const PREFIX = 'iife:'

export interface ScriptTextOptions {
  /** What the bundled module sees in place of packages it asks for. */
  readonly alias: readonly Alias[]
}

/**
 * Bundles a module into one classic script of its own.
 *
 * The sandbox starts its worker from text handed over by the page, in a place where nothing can be imported
 * and module workers do not start: so its code has to be whole.
 */
export function scriptText({ alias }: ScriptTextOptions): Plugin {
  return {
    name: 'script-text',
    apply: 'build',
    async resolveId(id, importer) {
      if (!id.startsWith(PREFIX)) return null
      const resolved = await this.resolve(id.slice(PREFIX.length), importer, { skipSelf: true })
      return resolved && `\0${PREFIX}${resolved.id}`
    },
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null
      const file = id.slice(PREFIX.length + 1)
      const { code, modules } = await bundleScript(file, alias)
      for (const module of modules) this.addWatchFile(module)
      const reference = this.emitFile({ type: 'asset', name: nameOf(file), source: code })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

/** Builds `file` into one classic script at the root of the site, under its own name: a service worker's scope is its folder. */
export function rootScript(file: string, fileName: string): Plugin {
  return {
    name: 'root-script',
    apply: 'build',
    async buildStart() {
      const { code, modules } = await bundleScript(file, [])
      for (const module of modules) this.addWatchFile(module)
      this.emitFile({ type: 'asset', fileName, source: code })
    },
  }
}

function bundleScript(input: string, alias: readonly Alias[]): Promise<Bundle> {
  return bundle({ input, alias, output: { format: 'iife', keepNames: true } })
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[jt]s$/, '.js')
}
