import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { filtered, indexOfSelected, selectionOf, toTableRows, type TableRow } from './table-rows.ts'

const at = (seconds: number) => (1_000_000 + seconds * 1000) as EpochMs
const history: readonly HistoryEvent[] = [
  { at: at(0), type: 'OrchestratorStarted' },
  { at: at(-0.05), type: 'ExecutionStarted', name: 'chaining', input: null, executionId: 'e' },
  { at: at(0.1), type: 'TaskScheduled', id: 0, name: 'Hello', input: '"Tokyo"' as JsonText },
  { at: at(0.1), type: 'OrchestratorCompleted' },
  { at: at(2), type: 'OrchestratorStarted' },
  { at: at(2), type: 'TaskCompleted', taskScheduledId: 0, result: '"Hello Tokyo!"' as JsonText },
  { at: at(2), type: 'OrchestratorCompleted' },
]
const episodes = [episode(0, 0, 4), episode(1, 4, 7)]

test('each episode begins with a line of its own, and a completion bears the name of its task', () => {
  expect(drawn(toTableRows(history, episodes))).toEqual([
    '— episode 0',
    '0 50 OrchestratorStarted',
    '1 0 ExecutionStarted chaining',
    '2 150 TaskScheduled #0 Hello "Tokyo"',
    '3 150 OrchestratorCompleted',
    '— episode 1',
    '4 2050 OrchestratorStarted',
    '5 2050 TaskCompleted #0 Hello "Hello Tokyo!"',
    '6 2050 OrchestratorCompleted',
  ])
})

test('a filter keeps what holds the text and the lines of its episodes', () => {
  const rows = toTableRows(history, episodes)
  expect(drawn(filtered(rows, 'HELLO tok'))).toEqual(['— episode 1', '5 2050 TaskCompleted #0 Hello "Hello Tokyo!"'])
  expect(filtered(rows, ' ')).toBe(rows)
  expect(filtered(rows, 'nothing like it')).toEqual([])
})

test('every row selects what finds it again', () => {
  const rows = toTableRows(history, episodes)
  rows.forEach((row, index) => {
    expect(indexOfSelected(rows, selectionOf(row, { instanceId: 'i', executionId: 'e' }))).toBe(index)
  })
  expect(indexOfSelected(rows, null)).toBe(-1)
  expect(indexOfSelected(rows, { instanceId: 'i', executionId: 'e' })).toBe(-1)
})

test('a hundred thousand events become rows at once', () => {
  const many = Array.from({ length: 100_000 }, (): HistoryEvent => ({ at: at(0), type: 'OrchestratorStarted' }))
  const before = performance.now()
  expect(toTableRows(many, [])).toHaveLength(100_000)
  expect(performance.now() - before).toBeLessThan(1000)
})

function drawn(rows: readonly TableRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'episode') return `— episode ${row.episode.index}`
    const { position, since, event, cells } = row
    const id = cells.id === null ? '' : `#${cells.id}`
    return [position, since, event.type, id, cells.name, cells.payload].filter((cell) => cell !== '').join(' ')
  })
}

function episode(index: number, from: number, to: number): Episode {
  const trace = { replayedYields: index, yields: [] }
  return { instanceId: 'i', executionId: 'e', index, startedAt: at(0), endedAt: at(0), from, to, build: 'b', trace }
}
