import { liveQuery } from 'dexie'
import type { NetworkQuestion } from '#durable/network-question.ts'
import { type PermissionRow, type PlaygroundDb, rowsOf } from './playground-db.ts'

/** So many real milliseconds a request waits for the person to say whether its origin may be asked. */
const PATIENCE = 20_000

/** Whether this project may send a request to its origin. The first time the person is asked, for a while. */
export async function mayFetch(
  db: PlaygroundDb,
  projectId: string,
  { origin, request, functionName }: NetworkQuestion,
  patience = PATIENCE,
): Promise<boolean> {
  for (;;) {
    const known = (await db.permissions.get([projectId, origin]))?.decision
    if (known === 'granted' || known === 'refused') return known === 'granted'
    if (known === 'once' && (await useUp(db, projectId, origin))) return true
    if (known === undefined)
      await db.permissions.put({ projectId, origin, decision: 'asked', asker: { request, functionName } })
    const decided = await decision(db, projectId, origin, patience)
    if (decided === 'nothing') {
      await withdraw(db, projectId, origin)
      return false
    }
  }
}

/** What the person said, and to which questions they have not yet said anything. */
export function permissionsOf(db: PlaygroundDb, projectId: string): Promise<PermissionRow[]> {
  return db.permissions
    .where(':id')
    .between(...rowsOf(projectId))
    .toArray()
}

/** The person's answer; it stays until they take it back, or is used up by one request when it is `once`. */
export async function decide(
  db: PlaygroundDb,
  projectId: string,
  origin: string,
  decision: 'granted' | 'refused' | 'once',
): Promise<void> {
  await db.permissions.put({ projectId, origin, decision })
}

/** Takes an answer back: the next request asks again. */
export async function takeBack(db: PlaygroundDb, projectId: string, origin: string): Promise<void> {
  await db.permissions.delete([projectId, origin])
}

/** Resolves when the question is no longer open: answered, or used up by another request. Or `nothing`, when nobody says anything in time. */
function decision(
  db: PlaygroundDb,
  projectId: string,
  origin: string,
  patience: number,
): Promise<PermissionRow['decision'] | 'gone' | 'nothing'> {
  return new Promise((resolve) => {
    const settle = (said: PermissionRow['decision'] | 'gone' | 'nothing') => {
      clearTimeout(timeout)
      subscription.unsubscribe()
      resolve(said)
    }
    const timeout = setTimeout(() => settle('nothing'), patience)
    const subscription = liveQuery(() => db.permissions.get([projectId, origin])).subscribe({
      next: (row) => {
        if (row?.decision !== 'asked') queueMicrotask(() => settle(row?.decision ?? 'gone'))
      },
      error: () => settle('nothing'),
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

/** Of two requests that wait, one goes. */
function useUp(db: PlaygroundDb, projectId: string, origin: string): Promise<boolean> {
  return db.transaction('rw', db.permissions, async () => {
    const row = await db.permissions.get([projectId, origin])
    if (row?.decision === 'once') await db.permissions.delete([projectId, origin])
    return row?.decision === 'once'
  })
}
