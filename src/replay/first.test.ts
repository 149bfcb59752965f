import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { JsonText } from '#base/json.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { toAction } from './actions.ts'
import { javascript } from './dialect.ts'
import { deterministicGuid } from './guid.ts'
import { replay } from './replay.ts'
import { Task, WhenAllTask } from './task.ts'

const at = 0 as EpochMs
const options = { dialect: javascript, longTimer: { maximum: 6 * 86_400_000, interval: 3 * 86_400_000 } }
const activity = (name: string) => new Task({ type: 'CallActivity', name, input: undefined })
const begun: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at },
  { type: 'ExecutionStarted', at, name: 'o', input: null, executionId: 'e' },
]
const completed = (taskScheduledId: number, result: string): HistoryEvent => ({
  type: 'TaskCompleted',
  at,
  taskScheduledId,
  result: result as JsonText,
})

test('R1 code runs from its first line and asks for its first activity', () => {
  const execution = replay(
    function* (): Generator<unknown, unknown, unknown> {
      return yield activity('Tokyo')
    },
    begun,
    options,
  )
  expect(execution.asked.map((each) => toAction(each, javascript))).toEqual([
    { type: 'CallActivity', name: 'Tokyo', input: null },
  ])
  expect(execution.isDone).toBe(false)
})

test('R5 100,000 completed tasks do not overflow the stack', () => {
  const n = 100_000
  const history = [...begun, ...Array.from({ length: n }, (_, i) => completed(i, String(i)))]
  const execution = replay(
    function* (): Generator<unknown, unknown, unknown> {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (yield activity('a')) as number
      return sum
    },
    history,
    options,
  )
  expect(execution.output).toBe((n * (n - 1)) / 2)
})

test('R5 nor do 100,000 tasks that are complete when they are yielded', () => {
  const n = 100_000
  const history = [...begun, ...Array.from({ length: n }, (_, i) => completed(i, '1'))]
  const execution = replay(
    function* (): Generator<unknown, unknown, unknown> {
      const tasks = Array.from({ length: n }, () => activity('a'))
      yield new WhenAllTask([...tasks], { type: 'WhenAll', actions: [] })
      let sum = 0
      for (const task of tasks) sum += (yield task) as number
      return sum
    },
    history,
    options,
  )
  expect(execution.output).toBe(n)
})

test('G1 a GUID depends on its seed alone', () => {
  expect(deterministicGuid('abc_1704067200000_0')).toBe('8a8d618e-31a8-5816-b7bd-5e13c3bd6758')
  expect(deterministicGuid('abc_1704067200000_1')).toBe('66b0ea18-6b60-51b5-8b5d-01d0225d15b4')
})
