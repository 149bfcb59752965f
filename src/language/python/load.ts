import type { FunctionMetadata, LanguageCalls } from '#wire/language-calls.ts'
import { withPlace } from '#wire/located-error.ts'
import type { Interpreter } from './interpreter.ts'
import { reportedError, type ReportedError } from './reported-error.ts'

type App = LanguageCalls['load']['ask']
type Loaded = { readonly functions: FunctionMetadata[] } | { readonly error: ReportedError }

/** Loads a function app and answers with its functions. Rejects with the first error, which says its place (see `placeOf`). */
export async function loadApp({ modules, entries, env }: App, interpreter: Interpreter): Promise<FunctionMetadata[]> {
  const files = modules.map(({ path, code }) => [path, code])
  const loaded = JSON.parse(await interpreter.load(JSON.stringify({ files, entries, env }))) as Loaded
  if ('functions' in loaded) return loaded.functions
  const { error } = loaded
  throw error.at ? withPlace(reportedError(error), error.at) : reportedError(error)
}
