import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { history, run } from '../drawing.ts'
import { modelOf } from '../model/model.ts'
import { anyOrchestration, anyRun, episode } from '../testing.ts'
import { groupsWithin, rowOf, rowsWithin, type Run, slotOf, toLayout } from './layout.ts'
import { asItComes, failedFirst } from './wishes.ts'

const runOf = (whole: Parameters<typeof modelOf>, more: Partial<Run> = {}): Run => ({
  key: '',
  model: modelOf(...whole),
  name: 'greet',
  instanceId: 'i',
  executionId: 'e',
  position: Infinity,
  children: new Map(),
  ...more,
})

const drawn = (events: ReturnType<typeof history>) =>
  modelOf(events, []).groups.map((group) => [
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
  const { groups } = modelOf(
    history`
      A [-]
    `,
    [episode(0, 1, 2)],
  )
  expect(groups.map((group) => group.kind)).toEqual(['episode', 'activity'])
})

test('a group counts its spans by status', () => {
  const [group] = modelOf(
    history`
      A [-] [-x [--
    `,
    [],
  ).groups
  expect(group?.counts).toEqual({ completed: 1, cancelled: 0, waiting: 0, running: 1, failed: 1 })
})

const shipping = run`
  *      A
  Ship   [---]
  Ship   [-----]
  Ship   [--]
  Ship   [--x
  Ship   [----]
  Ship   [-----------]
`
const shippingRun = runOf([shipping.history, shipping.episodes])
const ship = shippingRun.model.groups.find((group) => group.name === 'Ship')

test('six of one name in one episode are a fan-out, and six in a row are not', () => {
  expect(ship?.isFanOut).toBe(true)
  const chain = run`
    A [-][-][-][-][-][-]
  `
  expect(modelOf(chain.history, chain.episodes).groups.map((group) => group.isFanOut)).toEqual([false, false])
})

test('folded, a fan-out is one row; opened, a head and its lanes', () => {
  const rows = (isExpanded: boolean) =>
    toLayout(shippingRun, { ...asItComes, isExpanded: () => isExpanded }).rows.map(({ kind }) => kind)
  expect(rows(false)).toEqual(['lane', 'head'])
  expect(rows(true)).toEqual(['lane', 'head', 'lane', 'lane', 'lane', 'lane', 'lane', 'lane'])
})

test('lanes with failures come first when asked for, and every span is found where it stands', () => {
  const layout = toLayout(shippingRun, {
    ...asItComes,
    isExpanded: () => true,
    laneOrder: (_, group) => (group === ship ? failedFirst(group) : null),
  })
  const lanes = layout.rows.filter((row) => row.kind === 'lane' && row.placed.group === ship)
  expect(lanes.map((row) => row.spans[0]?.status)).toEqual([
    'failed',
    'completed',
    'completed',
    'completed',
    'completed',
    'completed',
  ])
  for (const span of ship?.spans ?? []) {
    const row = rowOf(layout, shippingRun, span)
    expect(row?.spans[row ? slotOf(row, span) : -1]).toBe(span)
  }
})

test('a sub-orchestration opens under its group, one step to the right', () => {
  const parent = run`
    &Pack  [---------]
    Ship       [--]
  `
  const child = runOf([shipping.history, shipping.episodes], { key: 'child:', name: 'Pack' })
  const model = modelOf(parent.history, parent.episodes)
  const pack = model.spans.find((span) => span.kind === 'subOrchestration')
  const layout = toLayout(
    runOf([parent.history, parent.episodes], { model, children: new Map([[pack?.id ?? '', child]]) }),
    asItComes,
  )
  expect(layout.groups.map(({ depth, group }) => `${'  '.repeat(depth)}${group.kind} ${group.name}`)).toEqual([
    'episode ',
    'subOrchestration Pack',
    '  episode ',
    '  activity Ship',
    'activity Ship',
  ])
})

test('whatever part is in sight, its rows and groups are found', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(300), fc.nat(300), (events, top, height) => {
      const layout = toLayout(runOf([events, []]), asItComes)
      const isWanted = ({ y, height: own }: { y: number; height: number }) => y + own > top && y < top + height
      expect(rowsWithin(layout, top, top + height)).toEqual(layout.rows.filter(isWanted))
      expect(groupsWithin(layout, top, top + height)).toEqual(layout.groups.filter(isWanted))
    }),
  )
})

test('whatever is folded, every span has a row and rows do not overlap', () => {
  fc.assert(
    fc.property(
      anyOrchestration,
      fc.boolean(),
      fc.constantFrom('comfortable', 'compact', 'overview'),
      (whole, isExpanded, density) => {
        const of = runOf([whole.history, whole.episodes])
        const layout = toLayout(of, { ...asItComes, density, isExpanded: () => isExpanded })
        for (const span of of.model.spans) {
          const row = rowOf(layout, of, span)
          expect(row?.spans[row ? slotOf(row, span) : -1]).toBe(span)
        }
        layout.rows.slice(1).forEach((row, i) => {
          const before = layout.rows[i]
          expect((before?.y ?? 0) + (before?.height ?? 0)).toBeLessThanOrEqual(row.y + 1e-6)
          expect(row.index).toBe(i + 1)
        })
      },
    ),
  )
})
