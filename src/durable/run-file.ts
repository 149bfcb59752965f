import type { Fault } from './fault.ts'
import type { HistoryEvent } from './history-event.ts'
import type { Instance } from './instance.ts'
import type { SourceFile } from './build.ts'
import type { Episode } from './trace.ts'

/**
 * One run in a file: what export, import, recorded tests and replay commands share.
 * `version` grows when a reader of the old shape could misread the new one.
 */
export interface RunFile {
  readonly format: 'durable-playground/run'
  readonly version: 1
  readonly app: { readonly build: string; readonly files: readonly SourceFile[] }
  readonly instance: Instance
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** What went wrong in it on purpose, if anything did. */
  readonly faults?: readonly Fault[]
}
