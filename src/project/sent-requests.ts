import { type PlaygroundDb, rowsOf, type SentRequest } from './playground-db.ts'

/** So many are remembered for a project. */
const MOST = 50
/** A longer body is not worth its room, in characters. */
const LONGEST_BODY = 50_000

/** What was sent to a project from the requests panel, newest first. Safe in a live query. */
export function sentRequestsOf(db: PlaygroundDb, projectId: string): Promise<SentRequest[]> {
  return db.sent
    .where('[projectId+at]')
    .between(...rowsOf(projectId))
    .reverse()
    .toArray()
}

/** Remembers a request; the same one sent before is forgotten for it, and so are the oldest. */
export async function rememberSent(db: PlaygroundDb, request: SentRequest): Promise<void> {
  if (request.body.length > LONGEST_BODY) return
  await db.transaction('rw', db.projects, db.sent, async () => {
    if ((await db.projects.get(request.projectId)) === undefined) return // it was deleted meanwhile
    const before = await sentRequestsOf(db, request.projectId)
    const gone = before.filter((one, i) => isSame(one, request) || i >= MOST - 1)
    await db.sent.bulkDelete(gone.map(({ projectId, at }) => [projectId, at] as [string, number]))
    const at = Math.max(request.at, (before[0]?.at ?? 0) + 1) // two within a millisecond are two
    await db.sent.put({ ...request, at })
  })
}

function isSame(a: SentRequest, b: SentRequest): boolean {
  return (
    a.method === b.method &&
    a.path === b.path &&
    a.body === b.body &&
    JSON.stringify(a.headers) === JSON.stringify(b.headers)
  )
}
