import { hostJsonSchema, localSettingsSchema } from '#durable/host-json-schema.ts'
import type { Strictness } from '../strictness.ts'
import type { Declaration } from './declaration.ts'
import { jsonDefaults, typescript } from './monaco.ts'
import { declarationsOfPackage, packagesIn } from './package-declarations.ts'

const { typescriptDefaults, javascriptDefaults, ModuleKind, ModuleResolutionKind } = typescript

/** `ts.ScriptTarget.ES2022`: the TypeScript inside knows it, Monaco's own list ends at 2020. */
const es2022 = 9 as typescript.ScriptTarget

/** As a TypeScript function app has them in its `tsconfig.json`, whatever else the project's own decides. */
const compilerOptions: typescript.CompilerOptions = {
  target: es2022,
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ModuleKind.CommonJS,
  moduleResolution: ModuleResolutionKind.NodeJs,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowJs: true,
  allowNonTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: ['file:///node_modules/@types'],
}

/** "This may be converted to an ES module": true of every CommonJS file, and no help. */
const mayBecomeModule = 80001

/** Call once, before the first model. */
export function configureLanguages(): void {
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setModeConfiguration({ ...defaults.modeConfiguration, inlayHints: false })
  }
  // Only what is seen, because it is then checked each time it comes into sight: another file may have changed meanwhile.
  typescriptDefaults.setDiagnosticsOptions({ onlyVisible: true, diagnosticCodesToIgnore: [mayBecomeModule] })
  jsonDefaults.setDiagnosticsOptions({
    validate: true,
    // Azure's own host reads them in host.json; Node does not in a JSON module.
    comments: 'warning',
    // They complete and explain; what is wrong is marked as the host itself says it.
    schemaValidation: 'ignore',
    schemas: [
      { uri: 'inmemory://schemas/host.json', fileMatch: ['host.json'], schema: hostJsonSchema },
      {
        uri: 'inmemory://schemas/local.settings.json',
        fileMatch: ['local.settings.json'],
        schema: localSettingsSchema,
      },
    ],
    enableSchemaRequest: false,
  })
}

let checkedAs = ''

/** How strictly the project is checked; true when that is new, and the language workers have forgotten what they knew. */
export function setStrictness(strictness: Strictness): boolean {
  if (checkedAs === JSON.stringify(strictness)) return false
  checkedAs = JSON.stringify(strictness)
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setCompilerOptions({ ...compilerOptions, ...strictness })
  }
  javascriptDefaults.setDiagnosticsOptions({
    ...typescriptDefaults.getDiagnosticsOptions(),
    noSemanticValidation: strictness['checkJs'] !== true,
  })
  return true
}

/** The declarations of the packages and of Node, which code is then checked against. */
export async function loadTypeDeclarations(): Promise<void> {
  const { typeDeclarations } = await import('./type-declarations.ts')
  addDeclarations(typeDeclarations)
}

const declared = new Set<string>()

/** The declarations of packages that only some code imports, once code does. */
export async function loadDeclarationsFor(texts: readonly string[]): Promise<void> {
  const wanted = packagesIn(texts).filter((name) => !declared.has(name))
  if (wanted.length === 0) return
  for (const name of wanted) declared.add(name)
  try {
    addDeclarations((await Promise.all(wanted.map(declarationsOfPackage))).flat())
  } catch (error) {
    for (const name of wanted) declared.delete(name) // the next keystroke tries again
    throw error
  }
}

const declarations: Declaration[] = []

function addDeclarations(more: readonly Declaration[]): void {
  declarations.push(...more)
  for (const defaults of [typescriptDefaults, javascriptDefaults]) defaults.setExtraLibs(declarations)
}
