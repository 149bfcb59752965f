import type { HubDb } from '#storage/hub-db.ts'
import type { Faults } from './faults.ts'
import type { FunctionCatalog } from './functions.ts'
import type { Gate } from './gate.ts'
import type { HubClock } from './hub-clock.ts'
import type { Invocations } from './invocations.ts'
import type { Languages } from './language.ts'

/** What everybody needs who carries out the dispatcher's pieces of work, and whatever may befall them. */
export interface WorkParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly catalog: FunctionCatalog
  readonly invocations: Invocations
  readonly languages: Languages
  readonly faults: Faults
  readonly gate: Gate
  /** Resolves after so many milliseconds of hub time. */
  readonly sleep: (ms: number) => Promise<void>
  readonly closeTab: () => Promise<never>
}
