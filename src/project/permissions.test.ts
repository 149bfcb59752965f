import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { decide, mayFetch, permissionsOf } from './permissions.ts'
import { openPlayground } from './playground-db.ts'

const db = openPlayground()
const origin = 'https://api.example'
const asker = { request: `GET ${origin}/x`, functionName: 'Ask' }
const question = { origin, ...asker }

test('what is allowed once lets one of two waiting requests go, and the other asks on', async () => {
  const asked = [mayFetch(db, 'p', question, 3000), mayFetch(db, 'p', question, 3000)]
  await isAsked('p')
  await decide(db, 'p', origin, 'once')
  expect(await Promise.race(asked)).toBe(true)
  await isAsked('p')
  await decide(db, 'p', origin, 'refused')
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
})

test('the next request asks again', async () => {
  const first = mayFetch(db, 'q', question, 3000)
  await isAsked('q')
  await decide(db, 'q', origin, 'once')
  expect(await first).toBe(true)
  expect(await mayFetch(db, 'q', question, 10)).toBe(false)
  expect(await permissionsOf(db, 'q')).toEqual([])
})

async function isAsked(projectId: string): Promise<void> {
  await expect.poll(() => permissionsOf(db, projectId)).toEqual([{ projectId, origin, decision: 'asked', asker }])
}
