import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { run } from '#timeline/drawing.ts'
import { modelOf } from '#timeline/model/model.ts'
import { type RunGraph, runGraphOf } from './run-graph.ts'

const at = 0 as EpochMs
const started: HistoryEvent = { type: 'ExecutionStarted', at, name: 'run', input: null, executionId: 'e' }
const ended: HistoryEvent = { type: 'ExecutionCompleted', at, status: 'Completed', result: null }
const call = (id: number, name: string): HistoryEvent => ({ type: 'TaskScheduled', at, id, name, input: null })
const answer = (id: number): HistoryEvent => ({ type: 'TaskCompleted', at, taskScheduledId: id, result: null })
const failure = (id: number): HistoryEvent => ({ type: 'TaskFailed', at, taskScheduledId: id, reason: '', details: '' })

function graphOf(...episodes: HistoryEvent[][]): RunGraph {
  let from = 0
  const list = episodes.map((events, index) => {
    const to = from + events.length
    const trace = { replayedYields: 0, yields: [] }
    const episode = { index, from, to, startedAt: at, endedAt: at, trace } as unknown as Episode
    from = to
    return episode
  })
  const history = episodes.flat()
  return runGraphOf(modelOf(history, list), history, list)
}

const label = (id: string) => id.replace(/^\d+:\w+:/, '')
const edges = ({ edges: all }: RunGraph) =>
  all.map(({ from, to, isCritical }) => `${label(from)} ${isCritical ? '=>' : '->'} ${label(to)}`)
const nodes = ({ nodes: all }: RunGraph) =>
  all.map(
    ({ name, count, column, row, failed }) =>
      `${name}×${count} @${column},${row}${failed > 0 ? ` ${failed} failed` : ''}`,
  )

test('a chain is a line, all of it critical', () => {
  const graph = graphOf([started, call(0, 'A')], [answer(0), call(1, 'B')], [answer(1), ended])
  expect(nodes(graph)).toEqual(['run×1 @0,0', 'A×1 @1,0', 'B×1 @2,0', 'Completed×1 @3,0'])
  expect(edges(graph)).toEqual(['start => A', 'A => B', 'B => end'])
})

test('a fan-out is one stacked node, and the join waits for the slowest', () => {
  const graph = graphOf(
    [started, call(0, 'A'), call(1, 'A'), call(2, 'Slow')],
    [answer(0)],
    [failure(1)],
    [answer(2), call(3, 'Sum')],
    [answer(3), ended],
  )
  expect(nodes(graph)).toEqual(['run×1 @0,0', 'A×2 @1,0 1 failed', 'Slow×1 @1,1', 'Sum×1 @2,0', 'Completed×1 @3,0'])
  expect(edges(graph)).toEqual(['start -> A', 'start => Slow', 'A -> Sum', 'Slow => Sum', 'Sum => end'])
})

test('what runs still has no end, and what nobody waited for leads nowhere', () => {
  const graph = graphOf([started, call(0, 'A'), call(1, 'Never')], [answer(0), call(2, 'B')])
  expect(edges(graph)).toEqual(['start => A', 'start -> Never', 'A => B'])
  expect(graph.nodes.find(({ name }) => name === 'Never')?.status).toBe('running')
})

test('of a long run the last part is drawn, and it is said how much is not', () => {
  const episodes = Array.from({ length: 1000 }, (_, id) =>
    id === 0 ? [started, call(0, 'A')] : [answer(id - 1), call(id, 'A')],
  )
  const graph = graphOf(...episodes)
  expect(graph.hidden).toBe(750)
  expect(graph.nodes.length).toBeLessThan(260)
})

test('a history without a start has no graph', () => {
  expect(runGraphOf(modelOf([], []), [], [])).toMatchObject({ nodes: [], edges: [], hidden: 0 })
})

test('what was tried again is one node, with what became of its attempts', () => {
  const drawn = run`
    Charge   [-x..[-x..[---]
    Ship                    [---]
  `
  const events: HistoryEvent[] = [started, ...drawn.history, ended]
  const episodes = drawn.episodes.map((each) => ({ ...each, from: each.from + 1, to: each.to + 1 }))
  const graph = runGraphOf(modelOf(events, episodes), events, episodes)
  expect(nodes(graph)).toEqual(['run×1 @0,0', 'Charge×1 @1,0', 'Ship×1 @2,0', 'Completed×1 @3,0'])
  expect(graph.nodes[1]).toMatchObject({ attempts: ['failed', 'failed', 'completed'], status: 'completed', retried: 1 })
  expect(edges(graph)).toEqual(['start => Charge', 'Charge => Ship', 'Ship => end'])
  const attempts = events.flatMap((event, position) =>
    event.type === 'TaskScheduled' && event.name === 'Charge' ? [position] : [],
  )
  expect(new Set(attempts.map((position) => graph.nodeOfEvent.get(position))).size).toBe(1)
})

test('an external event stands where it was asked for, and one that nobody asked for where it came', () => {
  const drawn = run`
    ?Approve [----!
    ~        [---------]
    !Cancel             !
  `
  const events: HistoryEvent[] = [started, ...drawn.history]
  const episodes = drawn.episodes.map((each) => ({ ...each, from: each.from + 1, to: each.to + 1 }))
  expect(nodes(runGraphOf(modelOf(events, episodes), events, episodes))).toEqual([
    'run×1 @0,0',
    '×1 @1,0',
    'Approve×1 @1,1',
    'Cancel×1 @2,0',
  ])
})
