import type { Fault } from '#durable/fault.ts'
import type { PlaygroundDb } from './playground-db.ts'
import { requireProject } from './projects.ts'
import { orStorageFull } from './storage-full.ts'

/** What the person asks to go wrong in a project, in the order in which it was asked for. Safe in a live query. */
export async function faultsOf(db: PlaygroundDb, projectId: string): Promise<readonly Fault[]> {
  return (await db.faults.get(projectId))?.faults ?? []
}

/** Makes these the project's faults, all of them and no others. */
export function saveFaults(db: PlaygroundDb, projectId: string, faults: readonly Fault[]): Promise<void> {
  return orStorageFull(() =>
    db.transaction('rw', db.projects, db.faults, async () => {
      await requireProject(db, projectId)
      await db.faults.put({ projectId, faults })
    }),
  )
}
