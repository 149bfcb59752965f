import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Inspection, Stretch } from '#durable/inspection.ts'
import type { Episode } from '#durable/trace.ts'
import { heatOf } from './heat.ts'
import { endOfBuild, momentOf } from './moment.ts'
import { covers } from './standing.ts'
import { standAt } from './variables.ts'

const file = 'chain.ts'
const at = (line: number) => ({ file, line })
const ran = (...lines: number[]) => lines.map((line) => ({ ...at(line), times: 1 }))
const episode = (index: number, from: number, to: number, build = 'b'): Episode => ({
  instanceId: 'i',
  executionId: 'e',
  index,
  startedAt: 0 as EpochMs,
  endedAt: 0 as EpochMs,
  from,
  to,
  build,
  trace: { replayedYields: 0, yields: [] },
})

// const a = yield …   two calls, one episode each, then the end. Line 3 is said only while nothing is replayed.
const episodes = [episode(0, 0, 4), episode(1, 4, 8), episode(2, 8, 12)]
const stretches: Stretch[] = [
  {
    event: 1,
    lines: ran(2, 3, 4),
    linesAgain: ran(2, 4),
    at: at(4),
    end: { kind: 'yielded', awaited: 'callActivity("A")' },
    made: [],
    locals: [{ name: 'input', text: '1' }],
    answer: { event: 5, text: '"a"', isFailure: false },
  },
  {
    event: 5,
    lines: ran(5, 6),
    linesAgain: ran(5, 6),
    at: at(6),
    end: { kind: 'yielded', awaited: 'callActivity("B")' },
    made: [at(5)],
    locals: [
      { name: 'input', text: '1' },
      { name: 'a', text: '"a"' },
    ],
    answer: { event: 9, text: '"b"', isFailure: false },
  },
  {
    event: 9,
    lines: ran(7),
    linesAgain: ran(7),
    at: at(7),
    end: { kind: 'returned', text: '["a", "b"]' },
    made: [],
    locals: [
      { name: 'input', text: '2' },
      { name: 'a', text: '"a"' },
    ],
  },
]
const inspection: Inspection = { from: 0, to: 12, earlier: [], stretches }

function heatAt(position: number, index: number, isNow = false): string[] {
  const moment = { position, episode: episodes[index] ?? episode(0, 0, 0) }
  return heatOf({ inspection, episodes, moment, isNow }, file).map(
    ({ line, kind, count, text }) => `${line} ${kind} ${count}×${text === undefined ? '' : ` ${text}`}`,
  )
}

test('the first episode is all new, up to where it stops', () => {
  expect(heatAt(4, 0)).toEqual(['2 new 1×', '3 new 1×', '4 stopped 1× stopped here'])
  expect(heatAt(4, 0, true).at(-1)).toBe('4 stopped 1× waits here')
})

test('a later one runs the earlier lines again from history, adds up how often, and knows what is not said twice', () => {
  expect(heatAt(8, 1)).toEqual([
    '2 replayed 2×',
    '4 replayed 2× from history: "a"',
    '5 new 1× scheduled',
    '6 stopped 1× stopped here',
  ])
  expect(heatAt(12, 2)).toEqual([
    '2 replayed 3×',
    '4 replayed 3× from history: "a"',
    '5 replayed 2×',
    '6 replayed 2× from history: "b"',
    '7 new 1× returned: ["a", "b"]',
  ])
})

test('inside an episode nothing has moved before the event that moves it', () => {
  expect(heatAt(5, 1)).toEqual(['2 replayed 2×', '4 stopped 2× stopped here'])
  expect(heatAt(0, 0)).toEqual([])
})

test('what ran before the kept stretches is added up like the rest', () => {
  const sums = { ...at(4), first: 3, again: 3, weighed: 0 + 1 + 2 }
  const late = { ...inspection, stretches: [], earlier: [sums] }
  const moment = { position: 12, episode: episodes[2] ?? episode(2, 8, 12) }
  expect(heatOf({ inspection: late, episodes, moment, isNow: false }, file)).toEqual([
    { line: 4, kind: 'replayed', count: 3 + 2 + 1 + 0 },
  ])
})

test('another file stays cold', () => {
  const moment = { position: 12, episode: episodes[2] ?? episode(2, 8, 12) }
  expect(heatOf({ inspection, episodes, moment, isNow: false }, 'other.ts')).toEqual([])
})

test('variables are those of the last stop, and what changed since the one before is known', () => {
  expect(standAt(inspection, 1)).toBeUndefined()
  expect(standAt(inspection, 2)).toMatchObject({
    at: at(4),
    isWaiting: true,
    variables: [{ name: 'input', isChanged: true }],
  })
  expect(standAt(inspection, 6)?.variables).toEqual([
    { name: 'input', text: '1', isChanged: false },
    { name: 'a', text: '"a"', isChanged: true },
  ])
  expect(standAt(inspection, 12)?.variables.map(({ name, isChanged }) => [name, isChanged])).toEqual([
    ['input', true],
    ['a', false],
  ])
})

test('a selection means a moment: after its event, or at the end of its episode', () => {
  const ids = { instanceId: 'i', executionId: 'e' }
  expect(momentOf(episodes, { ...ids, event: 5 })).toEqual({ position: 6, episode: episodes[1] })
  expect(momentOf(episodes, { ...ids, episode: 1 })).toEqual({ position: 8, episode: episodes[1] })
  expect(momentOf(episodes, { ...ids, event: 99 })).toBeUndefined()
  expect(momentOf(episodes, ids)).toBeUndefined()
  expect(momentOf(episodes, null)).toBeUndefined()
})

test('a replay ends where other code went on', () => {
  const mixed = [
    episode(0, 0, 4, 'old'),
    episode(1, 4, 8, 'new'),
    episode(2, 8, 12, 'new'),
    episode(3, 12, 16, 'newest'),
  ]
  const until = mixed.map((each) => endOfBuild(mixed, { position: each.to, episode: each }))
  expect(until).toEqual([4, 12, 12, 16])
})

test('an inspection speaks of its positions and of no others', () => {
  expect([2, 3, 8, 9].map((position) => covers({ ...inspection, from: 3, to: 8 }, position))).toEqual([
    false,
    true,
    true,
    false,
  ])
})
