import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'
import { episodeOf, lineMarks, placeOf } from './line-marks.ts'

const at = 0 as EpochMs
const file = 'src/functions/chain.ts'
const ids = { instanceId: 'i', executionId: 'e' }

const call = (id: number, name: string): HistoryEvent => ({ type: 'TaskScheduled', at, id, name, input: null })
const answer = (id: number, result: string): HistoryEvent => ({
  type: 'TaskCompleted',
  at,
  taskScheduledId: id,
  result: toJsonText(result),
})
const reached = (index: number, line: number): FirstYield => ({
  index,
  action: 'CallActivity',
  taskIds: [index],
  at: { file, line },
})
const episode = (index: number, from: number, to: number, yields: FirstYield[]): Episode => ({
  ...ids,
  index,
  startedAt: at,
  endedAt: at,
  from,
  to,
  build: 'b',
  trace: { replayedYields: index, yields },
})

// Tokyo answered, Seattle asked for.
const run = {
  instance: { ...ids, status: 'Running' } as Instance,
  history: [call(0, 'Tokyo'), answer(0, 'Hello Tokyo!'), call(1, 'Seattle')],
  episodes: [episode(0, 0, 1, [reached(0, 4)]), episode(1, 1, 3, [reached(1, 5)])],
}

test('what an episode replayed is grey with its answer, and where it waits is said', () => {
  const [, last] = run.episodes
  expect(last && lineMarks(run, last, file)).toEqual([
    { line: 4, kind: 'replayed', count: 2, text: 'from history: "Hello Tokyo!"' },
    { line: 5, kind: 'stopped', count: 1, text: 'waits here' },
  ])
})

test('an earlier episode shows what it knew then', () => {
  const [first] = run.episodes
  expect(first && lineMarks(run, first, file)).toEqual([{ line: 4, kind: 'stopped', count: 1, text: 'stopped here' }])
})

test('another file has no marks', () => {
  const [first] = run.episodes
  expect(first && lineMarks(run, first, 'other.ts')).toEqual([])
})

test('an event leads to the line that asked for it, and its answer to the same', () => {
  expect(placeOf(run, { ...ids, event: 2 })).toEqual({ file, line: 5 })
  expect(placeOf(run, { ...ids, event: 1 })).toEqual({ file, line: 4 })
  expect(placeOf(run, { ...ids, episode: 1 })).toEqual({ file, line: 5 })
})

test('a selection means one episode', () => {
  expect(episodeOf(run, null)?.index).toBe(1)
  expect(episodeOf(run, { ...ids, event: 0 })?.index).toBe(0)
  expect(episodeOf(run, { ...ids, episode: 0 })?.index).toBe(0)
})
