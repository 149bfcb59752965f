import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { sequenceOf } from './sequence-rows.ts'

const at = 0 as EpochMs

test('a hundred thousand events become a hundred thousand rows, none of them lost', () => {
  const history = Array.from({ length: 50_000 }, (_, id): HistoryEvent[] => [
    { type: 'TaskScheduled', at, id, name: `A${id % 3}`, input: toJsonText(id) },
    { type: 'TaskCompleted', at, taskScheduledId: id, result: toJsonText('r') },
  ]).flat()
  expect(sequenceOf(history, []).rows).toHaveLength(100_000)
})
