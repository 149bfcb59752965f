import type { SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { Episode } from '#durable/trace.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { episodesOf, historyOf } from '#storage/queries.ts'

/** One execution of an instance. */
interface Run {
  readonly instance: Instance
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

/** The files of a build; `undefined` when it is kept no longer. */
export type CodeOf = (build: string) => Promise<readonly SourceFile[] | undefined>

/** An instance's current execution whole. */
export async function currentRun(hub: HubDb, instance: Instance): Promise<Run> {
  const { instanceId, executionId } = instance
  const [history, episodes] = await Promise.all([
    historyOf(hub, instanceId, executionId),
    episodesOf(hub, instanceId, executionId),
  ])
  return { instance, history, episodes }
}

/** A run with the code of its last episode and what goes wrong on purpose, as it goes into a file. */
export async function runFileOf(
  { instance, history, episodes }: Run,
  codeOf: CodeOf,
  faults: readonly Fault[],
): Promise<RunFile> {
  const build = episodes.at(-1)?.build ?? ''
  return {
    format: 'durable-playground/run',
    version: 1,
    app: { build, files: (await codeOf(build)) ?? [] },
    instance,
    history,
    episodes,
    ...(faults.length > 0 && { faults }),
  }
}
