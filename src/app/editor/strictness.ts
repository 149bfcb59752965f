import type { SourceFile } from '#durable/build.ts'
import { readSettings } from '#durable/settings-file.ts'

/** What a project may decide of how strictly its code is checked. */
const decided = [
  'strict',
  'noImplicitAny',
  'noImplicitThis',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'strictPropertyInitialization',
  'useUnknownInCatchVariables',
  'noUnusedLocals',
  'noUnusedParameters',
  'noImplicitReturns',
  'noImplicitOverride',
  'noFallthroughCasesInSwitch',
  'noUncheckedIndexedAccess',
  'noPropertyAccessFromIndexSignature',
  'exactOptionalPropertyTypes',
  'checkJs',
]

export type Strictness = Readonly<Record<string, boolean>>

/** As the project's `tsconfig.json` says, which is not strict where it says nothing; strict in a project that has none. */
export function strictnessOf(files: readonly SourceFile[]): Strictness {
  const tsconfig = files.find(({ path }) => path === 'tsconfig.json')
  if (tsconfig === undefined) return { strict: true }
  const settings = readSettings(tsconfig)
  const said = decided.map((name) => [name, settings.at('compilerOptions', name)] as const)
  return Object.fromEntries(said.filter((pair): pair is readonly [string, boolean] => typeof pair[1] === 'boolean'))
}
