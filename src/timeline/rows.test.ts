import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { rowsWithin, toLayout } from './layout.ts'
import { newRunModel } from './run-model.ts'
import type { Span } from './spans.ts'
import { anyRun, episode, history } from './testing.ts'

const viewOf = (events: ReturnType<typeof history>, episodes: readonly ReturnType<typeof episode>[] = []) =>
  newRunModel()(events, episodes)

const drawn = (events: ReturnType<typeof history>) =>
  viewOf(events).groups.map((group) => [
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
  const { groups } = viewOf(
    history`
      A [-]
    `,
    [episode(0, 1, 2)],
  )
  expect(groups.map((group) => group.kind)).toEqual(['episode', 'activity'])
})

test('a group counts its spans by status', () => {
  const [group] = viewOf(
    history`
      A [-] [-x [--
    `,
  ).groups
  expect(group?.counts).toEqual({ completed: 1, cancelled: 0, waiting: 0, running: 1, failed: 1 })
})

test('whatever the history, lanes keep every span and overlap none', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const { spans, groups } = viewOf(run)
      const lanes = groups.flatMap((group) => group.lanes)
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
      const layout = toLayout(viewOf(run))
      const wanted = layout.rows.filter((row) => row.y + row.height > top && row.y < top + height)
      expect(rowsWithin(layout, top, top + height)).toEqual(wanted)
    }),
  )
})

test('a run that is read bit by bit is drawn as one that is read at once', () => {
  const toPicture = ({ groups, spans, extent }: ReturnType<typeof viewOf>) => ({ groups, spans, extent })
  fc.assert(
    fc.property(anyRun, fc.nat(20), fc.nat(20), (run, some, more) => {
      const episodes = run.slice(0, Math.floor(run.length / 4)).map((_, i) => episode(i, 4 * i, 4 * i + 4))
      const upTo = (count: number) => [run.slice(0, 4 * count), episodes.slice(0, count)] as const
      const model = newRunModel()
      model(...upTo(some))
      model(...upTo(some + more))
      expect(toPicture(model(run, episodes))).toEqual(toPicture(viewOf(run, episodes)))
    }),
  )
})

test('each event is read once, however often the run grows', () => {
  const model = newRunModel()
  const events = history`
    A [-] [-] [-]
  `
  const first = model(events.slice(0, 3), []).spans[0]
  const known: Span | undefined = model(events, []).spans[0]
  expect(known).toBe(first)
})

test('another run, one that was cut, and episodes that come late are read anew', () => {
  const model = newRunModel()
  const events = history`
    A [-] [-]
  `
  model(events, [])
  expect(model(events.slice(0, 2), []).spans).toHaveLength(1)
  expect(model(events, [episode(0, 0, 4)]).spans).toHaveLength(3)
  expect(model([...events], []).spans).toHaveLength(2)
})
