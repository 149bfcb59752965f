import type { PlaygroundDb } from './playground-db.ts'
import { requireProject } from './projects.ts'

/**
 * Gives `/api` and `/runtime` to a project: the one last started has them, as one process has a port.
 * Answers with the project that had them until now, so that both can say so; `undefined` when nobody or the same one had.
 */
export function takeListener(db: PlaygroundDb, projectId: string): Promise<string | undefined> {
  return db.transaction('rw', db.projects, db.listener, async () => {
    await requireProject(db, projectId)
    const before = await listener(db)
    await db.listener.put({ key: 'listener', projectId })
    return before === projectId ? undefined : before
  })
}

/** The project that `/api` belongs to. Safe in a live query. */
export async function listener(db: PlaygroundDb): Promise<string | undefined> {
  return (await db.listener.get('listener'))?.projectId
}
