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
  const textsOf = async (limit: number, id?: string) =>
    (await lastLogLines(db, limit, { instanceId: id })).lines.map(({ text }) => text)
  expect(await textsOf(1000, 'a')).toEqual(['one', 'two', 'three'])
  expect(await textsOf(1, 'a')).toEqual(['three'])
  expect((await textsOf(3)).slice(-1)).toEqual(['three'])
  expect(await textsOf(10, 'nobody')).toEqual([])
})

test('what passes is found however long ago it was written, as far back as is read', async () => {
  const db = openHub('passing lines')
  await db.logs.bulkAdd(Array.from({ length: 30 }, (_, i) => logRow([line(`${i % 10}`), line('other')])))
  const passes = ({ text }: LogLine) => text === '3'
  const whole = await lastLogLines(db, 1000, { passes })
  expect(whole).toMatchObject({ isCut: false, upTo: 30 })
  expect(whole.lines).toHaveLength(3)
  const cut = await lastLogLines(db, 1000, { passes, mostRead: 40 })
  expect(cut).toMatchObject({ isCut: true, upTo: 30 })
  expect(cut.lines).toHaveLength(2)
  expect(await lastLogLines(db, 1000, { passes, after: 24 })).toEqual({ lines: [], upTo: 30, isCut: false })
})
