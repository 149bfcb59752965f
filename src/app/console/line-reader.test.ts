import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { LogLine } from '#durable/trace.ts'
import { logRow, openHub } from '#storage/hub-db.ts'
import type { LineFilter } from './console-lines.ts'
import { lineReader } from './line-reader.ts'

const all: LineFilter = { text: '', atLeast: 'trace', instanceId: null, functionName: null, withReplayed: true }
const line = (text: string, functionName: string): LogLine => {
  return { at: 0 as EpochMs, level: 'information', category: 'Function.A.User', text, functionName }
}

test('the lines of one function are found behind thousands of others, and go on as they are written', async () => {
  const hub = openHub('read lines')
  await hub.logs.add(logRow([line('long ago', 'rare')]))
  await hub.logs.bulkAdd(Array.from({ length: 30 }, () => logRow(Array.from({ length: 100 }, () => line('x', 'busy')))))
  const read = lineReader({ ...all, functionName: 'rare' })
  const first = await read(hub)
  expect(first).toMatchObject({ lines: [{ text: 'long ago' }], isCut: false })
  expect(await read(hub)).toBe(first)
  await hub.logs.add(logRow([line('y', 'busy'), line('now', 'rare')]))
  expect((await read(hub)).lines.map(({ text }) => text)).toEqual(['long ago', 'now'])
})

test('no more than the last thousand are kept, and they are the last', async () => {
  const hub = openHub('many lines')
  const read = lineReader(all)
  for (const batch of [0, 1, 2]) {
    await hub.logs.add(logRow(Array.from({ length: 600 }, (_, i) => line(`${batch * 600 + i}`, 'a'))))
    await read(hub)
  }
  const { lines } = await read(hub)
  expect([lines.length, lines[0]?.text, lines.at(-1)?.text]).toEqual([1000, '800', '1799'])
})
