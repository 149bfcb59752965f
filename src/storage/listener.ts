import { Dexie } from 'dexie'

/**
 * The project whose function app answers `/api` and `/runtime` of this origin, if there is one.
 * `project/listener.ts` writes this row; the service worker, which may not know projects, reads it here.
 */
export async function listeningProject(): Promise<string | undefined> {
  if (!(await Dexie.exists('playground'))) return undefined
  const db = new Dexie('playground')
  try {
    await db.open()
    const row: unknown = await db.table('listener').get('listener')
    return typeof row === 'object' && row !== null && 'projectId' in row ? String(row.projectId) : undefined
  } finally {
    db.close()
  }
}
