import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { LogLine } from '#durable/trace.ts'
import { logRow, openHub } from './hub-db.ts'
import { lastLogLines } from './queries.ts'

const line = (text: string, instanceId?: string): LogLine => ({
  at: 0 as EpochMs,
  level: 'information',
  category: 'Function.A.User',
  text,
  ...(instanceId !== undefined && { instanceId }),
})

test('the lines about one instance are found however many of others came after them', async () => {
  const db = openHub('lines')
  await db.logs.add(logRow([line('host'), line('one', 'a'), line('other', 'b'), line('two', 'a')]))
  await db.logs.bulkAdd(Array.from({ length: 50 }, (_, i) => logRow([line(`later ${i}`, 'b'), line('host')])))
  await db.logs.add(logRow([line('three', 'a')]))
  const textsOf = async (limit: number, id?: string) => (await lastLogLines(db, limit, id)).map(({ text }) => text)
  expect(await textsOf(1000, 'a')).toEqual(['one', 'two', 'three'])
  expect(await textsOf(1, 'a')).toEqual(['three'])
  expect((await textsOf(3)).slice(-1)).toEqual(['three'])
  expect(await textsOf(10, 'nobody')).toEqual([])
})
