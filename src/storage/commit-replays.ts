import type { HubDb } from './hub-db.ts'
import { OPENED, type OpenedReplay, type ReplayRows, verdictKey } from './replays.ts'

/** So many events lie in a row. */
const PORTION = 1_000

/** Puts runs in the place of those that were there. Of several executions of an instance the one that began last is its present one. */
export async function writeReplays(db: HubDb, opened: OpenedReplay, runs: readonly ReplayRows[]): Promise<void> {
  const { instances, history, episodes, meta } = db
  const inOrder = runs.toSorted((a, b) => a.instance.createdAt - b.instance.createdAt)
  await db.transaction('rw', [instances, history, episodes, meta], async () => {
    for (const table of [instances, history, episodes, meta]) await table.clear()
    await meta.put({ key: OPENED, value: opened })
    for (const { instance, events, episodes: its, verdict } of inOrder) {
      const { instanceId, executionId } = instance
      const { build } = opened
      await instances.put(instance)
      for (let from = 0; from < events.length; from += PORTION)
        await history.put({ instanceId, executionId, from, events: events.slice(from, from + PORTION), build })
      await episodes.bulkPut([...its])
      await meta.put({ key: verdictKey(instanceId, executionId), value: verdict })
    }
  })
}
