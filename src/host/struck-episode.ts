import type { Instance } from '#durable/instance.ts'
import type { Commit } from '#storage/commit.ts'
import { attemptOfChild } from './attempts.ts'
import type { EpisodeParts } from './episode.ts'
import type { Strike } from './faults.ts'
import type { InstanceActor } from './instance-actor.ts'
import { WorkerStoppedError } from './language.ts'

/** What befalls an instance's next episode. */
export function strikeOn({ db, faults }: EpisodeParts, instance: Instance): Promise<Strike> {
  const { name, instanceId, executionId, episodes: episode, parent } = instance
  return faults.on({
    functionName: name,
    instanceId,
    executionId,
    episode,
    work: `episode ${episode}`,
    ...(parent && { orchestrator: parent.name, taskId: parent.taskScheduledId }),
    attempt: () => attemptOfChild(db, instance),
  })
}

/** Waits as a fault says: the first episode alone, and nothing is under way meanwhile. */
export async function delayed({ sleep }: EpisodeParts, actor: InstanceActor, strike: Strike): Promise<void> {
  const delay = actor.instance.episodes === 0 ? await strike.take('delay') : undefined
  if (!delay) return
  actor.isDelayed = true
  await sleep(delay.ms)
  actor.isDelayed = false
}

/**
 * The faults between an episode and its commit: answers with what is written. Throws when what was decided is lost with
 * its worker, and never returns when the tab closes.
 */
export async function beforeCommit(
  { faults, languages, closeTab, nextMessageId }: EpisodeParts,
  { instanceId }: Instance,
  strike: Strike | undefined,
  rows: Commit,
): Promise<Commit> {
  if (faults.closesTab('before', instanceId) || (await strike?.take('tab closed'))) await closeTab()
  if (await strike?.take('worker lost before')) {
    languages.lose()
    throw new WorkerStoppedError(false, 'The language worker was lost.')
  }
  const { messages = [] } = rows
  const answer = messages.find(({ event }) => /^SubOrchestrationInstance(?:Completed|Failed)$/.test(event.type))
  if (!answer || !(await strike?.take('twice'))) return rows
  return { ...rows, messages: [...messages, { ...answer, id: nextMessageId() }] }
}

/** The faults after it. */
export async function afterCommit(
  { faults, languages, closeTab }: EpisodeParts,
  { instanceId }: Instance,
  strike: Strike | undefined,
): Promise<void> {
  if (faults.closesTab('after', instanceId)) await closeTab()
  if (await strike?.take('worker lost after')) languages.lose()
}
