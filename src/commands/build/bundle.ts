import { build, type Alias, type Rolldown } from 'vite'
import { root } from './paths.ts'

export interface BundleOptions {
  /** A file, or what `import` takes. */
  readonly input: string
  /** What the bundled module sees in place of packages it asks for. */
  readonly alias: readonly Alias[]
  readonly output: Rolldown.OutputOptions
  /** What it goes on asking for by `require`. */
  readonly external?: (id: string) => boolean
}

export interface Bundle {
  readonly code: string
  /** The files that it was made of. */
  readonly modules: readonly string[]
}

/** One file of a module and all it imports, for a place where nothing can be installed or fetched. */
export async function bundle({ input, alias, output, external = () => false }: BundleOptions): Promise<Bundle> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: [...alias] },
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"', 'process.env.NODE_DEBUG': 'undefined' },
    build: {
      write: false,
      copyPublicDir: false,
      minify: output.minify === undefined,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        external,
        output: { codeSplitting: false, ...output },
        checks: { mixedExports: false },
      },
    },
  })
  const chunk = outputsOf(result).find((each) => each.type === 'chunk')
  if (!chunk) throw new Error(`${input} gave no script`)
  return { code: chunk.code, modules: chunk.moduleIds.filter((id) => !id.startsWith('\0')) }
}

function outputsOf(
  result: Awaited<ReturnType<typeof build>>,
): readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[] {
  if (Array.isArray(result)) return result.flatMap((part) => part.output)
  return 'output' in result ? result.output : []
}
