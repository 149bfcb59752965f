import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { rowsWithin, toLayout } from './layout.ts'
import { toGroups } from './rows.ts'
import { toSpans } from './spans.ts'
import { anyRun, episode, history } from './testing.ts'

const drawn = (events: ReturnType<typeof history>) =>
  toGroups(toSpans(events, [])).map((group) => [
    group.id,
    group.lanes.map((lane) => lane.map((span) => `${span.start}`).join(' ')),
  ])

test('tasks of one name that overlap in time get lanes of their own', () => {
  expect(
    drawn(history`
      Hello  [----]
      Hello    [----]
      Hello          [--
      Bye         [-]
    `),
  ).toEqual([
    ['activity:Hello', ['13 21', '15']],
    ['activity:Bye', ['18']],
  ])
})

test('a task that began before another ended stays in its lane when that end becomes known', () => {
  const events = history`
    Hello  [----
    Hello      [--
  `
  const ended = [...events, { type: 'TaskCompleted', at: 30 as EpochMs, taskScheduledId: 0, result: null } as const]
  expect(drawn(ended)).toEqual(drawn(events))
})

test('episodes come first, also when their orchestrator began with an activity', () => {
  const groups = toGroups(
    toSpans(
      history`
        A [-]
      `,
      [episode(0, 1, 2)],
    ),
  )
  expect(groups.map((group) => group.kind)).toEqual(['episode', 'activity'])
})

test('a group counts its spans by status', () => {
  const [group] = toGroups(
    toSpans(
      history`
        A [-] [-x [--
      `,
      [],
    ),
  )
  expect(group?.counts).toEqual({ completed: 1, cancelled: 0, waiting: 0, running: 1, failed: 1 })
})

test('whatever the history, lanes keep every span and overlap none', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const spans = toSpans(run, [])
      const lanes = toGroups(spans).flatMap((group) => group.lanes)
      expect(lanes.flat().toSorted((a, b) => a.begunBy - b.begunBy)).toEqual(spans)
      for (const lane of lanes) {
        lane.slice(1).forEach((span, i) => expect(lane[i]?.end ?? Infinity).toBeLessThanOrEqual(span.start))
      }
    }),
  )
})

test('whatever part is in sight, its rows are found', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(300), fc.nat(300), (run, top, height) => {
      const layout = toLayout(toGroups(toSpans(run, [])))
      const wanted = layout.rows.filter((row) => row.y + row.height > top && row.y < top + height)
      expect(rowsWithin(layout, top, top + height)).toEqual(wanted)
    }),
  )
})
