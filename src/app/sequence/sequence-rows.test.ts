import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { rowOfEpisode, rowOfEvent, type Sequence, sequenceOf } from './sequence-rows.ts'

const at = 0 as EpochMs
const episode = (index: number, from: number, to: number) =>
  ({ index, from, to, trace: { replayedYields: 0, yields: [] } }) as unknown as Episode
const scheduled = (id: number, name: string): HistoryEvent => ({
  type: 'TaskScheduled',
  at,
  id,
  name,
  input: toJsonText(id),
})
const completed = (id: number): HistoryEvent => ({
  type: 'TaskCompleted',
  at,
  taskScheduledId: id,
  result: toJsonText('r'),
})

function drawn({ lifelines, rows }: Sequence): string[] {
  const nameOf = (place: number) => lifelines[place]?.name || (lifelines[place]?.kind ?? '?')
  return rows.map((row) => {
    if (row.kind === 'episode') return `— ${row.episode.index}`
    const { from, to, isAnswer, hasFailed, payload, count } = row
    const arrow = isAnswer ? (hasFailed ? '-x' : '->') : '=>'
    return `${nameOf(from)} ${arrow} ${nameOf(to)}${count > 1 ? ` ×${count}` : ''}${payload === null ? '' : ` ${payload}`}`
  })
}

test('who says what to whom, in order, under the episodes', () => {
  const history: HistoryEvent[] = [
    { type: 'OrchestratorStarted', at },
    { type: 'ExecutionStarted', at, name: 'run', input: null, executionId: 'e' },
    scheduled(0, 'A'),
    { type: 'OrchestratorCompleted', at },
    { type: 'OrchestratorStarted', at },
    completed(0),
    { type: 'EventRaised', at, name: 'Go', input: toJsonText(1) },
    { type: 'TimerCreated', at, id: 1, fireAt: at },
    { type: 'ExecutionCompleted', at, status: 'Failed', result: 'boom' },
    { type: 'OrchestratorCompleted', at },
  ]
  const sequence = sequenceOf(history, [episode(0, 0, 4), episode(1, 4, 10)])
  expect(drawn(sequence)).toEqual([
    '— 0',
    'outside => run',
    'run => A 0',
    '— 1',
    'A -> run "r"',
    'outside => run 1',
    'run => timer',
    'run -x outside boom',
  ])
  expect([0, 2, 3, 5, 9].map((position) => rowOfEvent(sequence.rows, position))).toEqual([0, 2, 2, 4, 7])
  expect(rowOfEpisode(sequence.rows, 1)).toBe(3)
})

test('many alike in a row are one row, and it is found by any of its events', () => {
  const history = [...Array.from({ length: 6 }, (_, id) => scheduled(id, 'A')), scheduled(6, 'B'), completed(0)]
  const sequence = sequenceOf(history, [])
  expect(drawn(sequence)).toEqual(['orchestrator => A ×6', 'orchestrator => B 6', 'A -> orchestrator "r"'])
  expect(rowOfEvent(sequence.rows, 3)).toBe(0)
})

test('the names that are too many share a lifeline', () => {
  const { lifelines } = sequenceOf(
    Array.from({ length: 100 }, (_, id) => scheduled(id, `A${id}`)),
    [],
  )
  expect(lifelines).toHaveLength(24)
  expect(lifelines.at(-1)?.kind).toBe('others')
})
