import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { InboxRow } from '#storage/hub-db.ts'
import { openHub } from '#storage/hub-db.ts'
import { Committer } from './committer.ts'

const message = (id: number): InboxRow => ({
  id,
  instanceId: 'i',
  event: { type: 'EventRaised', at: 0 as never, name: 'x', input: null },
})

test('X9 a frozen hub writes nothing more, and nobody hears what became of it', async () => {
  const db = openHub('committer')
  const committer = new Committer(db)
  await committer.write({ messages: [message(1)] })
  committer.freeze()
  const late = committer.write({ messages: [message(2)] }).then(() => 'written')
  const alone = committer.alone(async () => {}).then(() => 'done')
  const moment = new Promise((resolve) => setTimeout(() => resolve('silent'), 50))
  expect(await Promise.race([late, alone, moment])).toBe('silent')
  expect(await db.inbox.toCollection().primaryKeys()).toEqual([1])
  await db.delete()
})
