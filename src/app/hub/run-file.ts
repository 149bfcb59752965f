import type { SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { episodesOf, historyOf } from '#storage/queries.ts'

/** An instance's current execution whole, with the code of its last episode, as it goes into a file. */
export async function runFileOf(
  hub: HubDb,
  instance: Instance,
  filesOf: (build: string) => Promise<readonly SourceFile[]>,
  faults: readonly Fault[],
): Promise<RunFile> {
  const { instanceId, executionId } = instance
  const [history, episodes] = await Promise.all([
    historyOf(hub, instanceId, executionId),
    episodesOf(hub, instanceId, executionId),
  ])
  const build = episodes.at(-1)?.build ?? ''
  const app = { build, files: await filesOf(build) }
  return {
    format: 'durable-playground/run',
    version: 1,
    app,
    instance,
    history,
    episodes,
    ...(faults.length > 0 && { faults }),
  }
}
