import { liveQuery } from 'dexie'
import { type PermissionRow, type PlaygroundDb, rowsOf } from './playground-db.ts'

/** So many real milliseconds a request waits for the person to say whether its origin may be asked. */
const PATIENCE = 20_000

/** Whether this project may send requests to an origin. The first time the person is asked, for a while. */
export async function mayFetch(
  db: PlaygroundDb,
  projectId: string,
  origin: string,
  patience = PATIENCE,
): Promise<boolean> {
  const known = await db.permissions.get([projectId, origin])
  if (known === undefined) await db.permissions.put({ projectId, origin, decision: 'asked' })
  if (known !== undefined && known.decision !== 'asked') return known.decision === 'granted'
  const decided = await decision(db, projectId, origin, patience)
  if (decided === undefined) await withdraw(db, projectId, origin)
  return decided === 'granted'
}

/** What the person said, and to which questions they have not yet said anything. */
export function permissionsOf(db: PlaygroundDb, projectId: string): Promise<PermissionRow[]> {
  return db.permissions
    .where(':id')
    .between(...rowsOf(projectId))
    .toArray()
}

/** The person's answer; it stays until they take it back. */
export async function decide(
  db: PlaygroundDb,
  projectId: string,
  origin: string,
  decision: 'granted' | 'refused',
): Promise<void> {
  await db.permissions.put({ projectId, origin, decision })
}

/** Takes an answer back: the next request asks again. */
export async function takeBack(db: PlaygroundDb, projectId: string, origin: string): Promise<void> {
  await db.permissions.delete([projectId, origin])
}

/** `undefined` when nobody says anything in time. */
function decision(
  db: PlaygroundDb,
  projectId: string,
  origin: string,
  patience: number,
): Promise<PermissionRow['decision'] | undefined> {
  return new Promise((resolve) => {
    const settle = (said: PermissionRow['decision'] | undefined) => {
      clearTimeout(timeout)
      subscription.unsubscribe()
      resolve(said)
    }
    const timeout = setTimeout(() => settle(undefined), patience)
    const subscription = liveQuery(() => db.permissions.get([projectId, origin])).subscribe({
      next: (row) => {
        if (row?.decision !== 'asked') queueMicrotask(() => settle(row?.decision))
      },
      error: () => settle(undefined),
    })
  })
}

/** The question goes away, unless it has been answered in this moment. */
async function withdraw(db: PlaygroundDb, projectId: string, origin: string): Promise<void> {
  await db.transaction('rw', db.permissions, async () => {
    const row = await db.permissions.get([projectId, origin])
    if (row?.decision === 'asked') await db.permissions.delete([projectId, origin])
  })
}
