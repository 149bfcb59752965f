import { type PlaygroundDb, rowsOf, type SavedRequest } from './playground-db.ts'
import { requireProject } from './projects.ts'
import { orStorageFull } from './storage-full.ts'

/** The requests that a person kept for a project, by id. Safe in a live query. */
export function requestsOf(db: PlaygroundDb, projectId: string): Promise<SavedRequest[]> {
  return db.requests
    .where('[projectId+id]')
    .between(...rowsOf(projectId))
    .toArray()
}

/** Makes these the project's requests, all of them and no others. */
export function saveRequests(db: PlaygroundDb, projectId: string, requests: readonly SavedRequest[]): Promise<void> {
  return orStorageFull(() =>
    db.transaction('rw', db.projects, db.requests, async () => {
      await requireProject(db, projectId)
      await db.requests
        .where('[projectId+id]')
        .between(...rowsOf(projectId))
        .delete()
      await db.requests.bulkPut(requests.map((request) => ({ ...request, projectId })))
    }),
  )
}
