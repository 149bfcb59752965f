import { allTold, type ImportedHistory } from '#durable/history-import/imported-history.ts'
import { openReplays } from '#storage/hub-db.ts'
import { episodesOf, executionsOf, historyOf, instanceOf } from '#storage/queries.ts'
import { verdictOn } from '#storage/replays.ts'
import { buildOf, type Files, type WholeApp } from './whole-app.ts'

/** All executions of an instance, as a file of theirs would tell them. */
export async function historiesOf(app: WholeApp, instanceId: string): Promise<ImportedHistory[]> {
  const { name, parent } = await app.instance(instanceId)
  const executions = await executionsOf(app.db, instanceId)
  return Promise.all(
    executions.map(async (executionId) => ({
      dialect: 'run file' as const,
      instanceId,
      executionId,
      name,
      ...(parent && { parent }),
      events: await historyOf(app.db, instanceId, executionId),
      untold: allTold,
    })),
  )
}

/** Opens histories as runs, held against these files, and answers with what can be read of the first one then. */
export async function replay(app: WholeApp, files: Files, histories: readonly ImportedHistory[]) {
  const build = await buildOf(files)
  const ask = { buildId: build.id, id: 'o1', origin: { kind: 'hub' } as const, histories }
  const known = await app.host.replay({ ...ask, build: null })
  const answer = 'needBuild' in known ? await app.host.replay({ ...ask, build }) : known
  if ('needBuild' in answer) throw new Error('asks for what it was sent')
  const replays = openReplays(app.db)
  const episodes = await episodesOf(replays, answer.instanceId, answer.executionId)
  const instance = await instanceOf(replays, answer.instanceId)
  const verdict = await verdictOn(replays, answer.instanceId, answer.executionId)
  return { ...answer, build: build.id, replays, episodes, instance, verdict }
}
