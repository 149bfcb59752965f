import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { JsonText } from '#base/json.ts'
import type { HistoryEvent } from './history-event.ts'
import { raisedIn } from './trial.ts'

const raised = (name: string, at: number): HistoryEvent => ({
  type: 'EventRaised',
  at: at as EpochMs,
  name,
  input: '1' as JsonText,
})

test('what an execution handed on to the next was told once, and two alike at one moment were told twice', () => {
  const entity = raised('0f8fad5b-d9cb-469f-a165-70867728950e', 2)
  const first = [raised('Add', 1), raised('Add', 1), raised('Add', 5), entity]
  const next = [raised('Add', 5), raised('Add', 9)]
  const told = raisedIn([first, next]).map(({ name, at }) => [name, at])
  expect(told).toEqual([
    ['Add', 1],
    ['Add', 1],
    ['Add', 5],
    ['Add', 9],
  ])
})
