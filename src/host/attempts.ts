import { type HubDb, type WorkItemRow } from '#storage/hub-db.ts'
import { historyOf } from '#storage/queries.ts'
import type { Instance } from '#durable/instance.ts'

/** The how-manieth call of its activity an item is, from 0: history tells it, so a reload does not change it. */
export async function attemptOf(db: HubDb, { instanceId, executionId, taskId, name }: WorkItemRow): Promise<number> {
  const history = await historyOf(db, instanceId, executionId)
  return history.filter((event) => event.type === 'TaskScheduled' && event.id < taskId && isSame(event.name, name))
    .length
}

/** The how-manieth child of its name an instance is for its parent, from 0; 0 when nobody called it. */
export async function attemptOfChild(db: HubDb, { name, parent }: Instance): Promise<number> {
  if (!parent) return 0
  const { instanceId, executionId, taskScheduledId } = parent
  const history = await historyOf(db, instanceId, executionId)
  return history.filter(
    (event) =>
      event.type === 'SubOrchestrationInstanceCreated' && event.id < taskScheduledId && isSame(event.name, name),
  ).length
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
