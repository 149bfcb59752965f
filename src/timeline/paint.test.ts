import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { hitTest } from './hit-test.ts'
import { toLayout } from './layout.ts'
import { neighbourOf } from './neighbour.ts'
import { paintOverlay } from './paint-overlay.ts'
import { paint, paintRows, type Scene } from './paint.ts'
import { AXIS_HEIGHT } from './pen.ts'
import { newRunModel } from './run-model.ts'
import { scaleOf } from './scale.ts'
import { anyRun, episode, history, plainTheme as theme, recorder } from './testing.ts'

const ms = (n: number) => n as EpochMs
const px = (n: number) => n as CssPx

interface View {
  readonly from: number
  readonly to: number
  readonly width: number
  readonly now?: number
}

function sceneOf(
  events: readonly HistoryEvent[],
  { from, to, width, now = to }: View,
  episodes: readonly Episode[] = [],
): Scene {
  return {
    layout: toLayout(newRunModel()(events, episodes)),
    scale: scaleOf({ from: ms(from), to: ms(to) }, px(width)),
    origin: ms(from),
    now: ms(now),
    height: px(2000),
    scrollTop: px(0),
    theme,
    line: null,
    textOf: (span) => span.name,
  }
}

function rowsDrawn(scene: Scene): string[] {
  const { pen, log } = recorder()
  paintRows(pen, scene)
  return log
}

test('a bar has its status colour, and its text inside when it fits and beside it when not', () => {
  const events = history`
    Tokyo [---------]
    Oslo              [-x
  `
  expect(rowsDrawn(sceneOf(events, { from: 10, to: 30, width: 200 }))).toEqual([
    'completed box 0,30 100×14',
    'paper text 6,38 Tokyo',
    'failed box 120,56 20×14',
    'paper line 129,60 135,66',
    'paper line 129,66 135,60',
    'quiet text 146,64 Oslo',
  ])
})

test('a running bar reaches to now and has no hard end', () => {
  const events = history`
    A [----
  `
  expect(rowsDrawn({ ...sceneOf(events, { from: 0, to: 100, width: 100, now: 46 }), textOf: () => '' })).toEqual([
    'running box 6,30 27×14',
    'running box 35,30 4×14',
    'running box 41,30 2×14',
    'running box 45,30 1×14',
  ])
})

test('a retried task is one bar: failed attempts red and crossed, back-offs hatched, the last in its own colour', () => {
  const events: HistoryEvent[] = [
    { type: 'TaskScheduled', at: ms(0), id: 0, name: 'Charge', input: null },
    { type: 'TaskFailed', at: ms(20), taskScheduledId: 0, reason: 'declined', details: '' },
    { type: 'TimerCreated', at: ms(21), id: 1, fireAt: ms(50) },
    { type: 'TimerFired', at: ms(50), timerId: 1, fireAt: ms(50) },
    { type: 'TaskScheduled', at: ms(51), id: 2, name: 'Charge', input: null },
    { type: 'TaskCompleted', at: ms(70), taskScheduledId: 2, result: null },
  ]
  const silent = { yields: [] }
  const episodes = [
    episode(0, 0, 1, { yields: [{ index: 0, action: 'CallActivityWithRetry', taskIds: [0], mostAttempts: 5 }] }),
    episode(1, 1, 3, silent),
    episode(2, 3, 5, silent),
    episode(3, 5, 6, silent),
  ]
  const scene = { ...sceneOf(events, { from: 0, to: 100, width: 200 }, episodes), textOf: () => '' }
  expect(rowsDrawn(scene).filter((line) => !/^(bright|grey)/.test(line))).toEqual([
    'failed box 0,56 40×14',
    'paper line 17,60 23,66',
    'paper line 17,66 23,60',
    'softly box 40,56 60×14',
    'waiting hatch 40,56 60×14',
    'completed box 102,56 38×14',
  ])
})

function fanOf(count: number, failing: number): { events: HistoryEvent[]; episodes: Episode[] } {
  const ids = Array.from({ length: count }, (_, id) => id)
  const events = [
    ...ids.map((id): HistoryEvent => ({ type: 'TaskScheduled', at: ms(0), id, name: 'Item', input: null })),
    ...ids.map((id): HistoryEvent => {
      const ended = { at: ms(10 * (id + 1)), taskScheduledId: id }
      return id === failing
        ? { ...ended, type: 'TaskFailed', reason: 'no', details: '' }
        : { ...ended, type: 'TaskCompleted', result: null }
    }),
  ]
  return { events, episodes: [episode(0, 0, count, { yields: [{ index: 0, action: 'WhenAll', taskIds: ids }] })] }
}

test('a fan-out has an area of how many ran, its lanes under it, and a line where they come together', () => {
  const { events, episodes } = fanOf(6, 1)
  const scene = { ...sceneOf(events, { from: 0, to: 100, width: 100 }, episodes), textOf: () => '' }
  const log = rowsDrawn(scene)
  expect(log.filter((line) => line.startsWith('softly'))).toEqual([
    'softly box 0,54 10×18',
    'softly box 10,57 10×15',
    'softly box 20,60 10×12',
    'softly box 30,63 10×9',
    'softly box 40,66 10×6',
    'softly box 50,69 10×3',
  ])
  expect(log).toContain('failed box 20,54 2×18')
  expect(log.filter((line) => line.includes('box 0,') && line.endsWith('×14'))).toHaveLength(7)
  expect(log.indexOf('failed box 0,78 20×14')).toBeLessThan(log.indexOf('completed box 0,96 10×14'))
  expect(log).toContain('quiet box 60,78 1×104')
})

test('the losers of a Task.any are dimmed after the winner', () => {
  const events = history`
    A [---------]
    A [----]
  `
  const any = episode(0, 0, 2, { yields: [{ index: 0, action: 'WhenAny', taskIds: [0, 1] }] })
  const scene = { ...sceneOf(events, { from: 6, to: 26, width: 200 }, [any]), textOf: () => '' }
  expect(rowsDrawn(scene).filter((line) => line.includes('×14') && !/^(bright|grey)/.test(line))).toEqual([
    'completed box 0,56 100×14',
    'paper box 50,56 50×14',
    'softly box 50,56 50×14',
    'completed box 0,74 50×14',
  ])
})

test('a wide fan-out is closed until it is opened, and shows its failure all the same', () => {
  const { events, episodes } = fanOf(13, 7)
  const model = newRunModel()(events, episodes)
  const closed = toLayout(model)
  expect(closed.rows.filter((row) => row.group.name === 'Item').map((row) => row.kind)).toEqual(['area'])
  expect(rowsDrawn({ ...sceneOf(events, { from: 0, to: 200, width: 100 }, episodes), layout: closed })).toContain(
    'failed box 40,54 2×18',
  )
  expect(toLayout(model, new Map([['activity:Item', true]])).rows).toHaveLength(15)
})

test('in a closed fan-out the arrow keys lead to every one of it', () => {
  const { events, episodes } = fanOf(13, 7)
  const layout = toLayout(newRunModel()(events, episodes))
  const seen = new Set<string>()
  for (let span = neighbourOf(layout, undefined, 'below'); span; span = neighbourOf(layout, span.id, 'below'))
    seen.add(span.id)
  expect(seen.size).toBe(14)
})

test('a timer is hollow to the time it is due, and filled to now', () => {
  const events = history`
    ~ [-------------------------------|
  `
  expect(rowsDrawn(sceneOf(events, { from: 6, to: 56, width: 500, now: 16 }))).toEqual([
    'softly box 0,30 100×14',
    'waiting frame 0,30 320×14',
  ])
})

test('an episode is grey where it ran again and bright where it was new', () => {
  const scene = sceneOf(
    [
      { type: 'OrchestratorStarted', at: ms(0) },
      { type: 'OrchestratorCompleted', at: ms(4) },
    ],
    { from: 0, to: 10, width: 1000 },
    [episode(0, 0, 2, { replayedYields: 3 })],
  )
  expect(rowsDrawn(scene).slice(0, 2)).toEqual(['bright box 0,30 300×14', 'grey box 0,30 225×14'])
})

test('the axis stands over the rows, and its labels beside its lines', () => {
  const { pen, log } = recorder()
  paint(pen, { ...sceneOf([], { from: 0, to: 190, width: 190 }), height: px(100) })
  expect(log.filter((line) => line.includes('text'))).toEqual(['quiet text 4,12 0 ms', 'quiet text 104,12 100 ms'])
})

test('the overlay frames what is selected and marks now', () => {
  const scene = sceneOf(
    history`
      A [---------]
    `,
    { from: 0, to: 100, width: 100 },
  )
  const { pen, log } = recorder()
  const line = { at: ms(50), label: 'now' }
  paintOverlay(pen, { ...scene, height: px(60), line }, { hovered: null, selected: new Set(['event:0']) })
  expect(log).toEqual([
    'accent frame 5,27 16×20',
    'accent box 49.5,20 1.5×60',
    'accent box 35,4 30×16',
    'on-accent text 41,12.5 now',
  ])
})

const anyView = fc
  .record({
    from: fc.nat(300),
    length: fc.integer({ min: 10, max: 100_000 }),
    width: fc.integer({ min: 20, max: 600 }),
  })
  .map(({ from, length, width }): View => ({ from, to: from + length, width }))

test('a failed span in sight is visible at any zoom', () => {
  fc.assert(
    fc.property(anyRun, anyView, (run, view) => {
      const scene = sceneOf(run, view)
      const isInSight = scene.layout.rows.some((row) =>
        row.spans.some(
          (span) =>
            span.status === 'failed' &&
            span.start >= view.from &&
            (span.end ?? 0) < view.to &&
            scene.scale.toPx(span.start) < view.width - 2,
        ),
      )
      const isDrawn = rowsDrawn(scene).some((line) => line.startsWith('failed box'))
      expect(isDrawn || !isInSight).toBe(true)
    }),
  )
})

test('each failed span of a thousand in one pixel keeps its lane red', () => {
  const events: HistoryEvent[] = Array.from({ length: 1000 }, (_, i): HistoryEvent[] => [
    { type: 'TaskScheduled', at: ms(2 * i), id: i, name: 'A', input: null },
    i === 517
      ? { type: 'TaskFailed', at: ms(2 * i + 1), taskScheduledId: i, reason: '', details: '' }
      : { type: 'TaskCompleted', at: ms(2 * i + 1), taskScheduledId: i, result: null },
  ]).flat()
  const log = rowsDrawn(sceneOf(events, { from: 0, to: 2000, width: 10 }))
  expect(log).toEqual(['completed box 0,30 5×14', 'failed box 5,28 2×18', 'completed box 7,30 3×14'])
})

test('a hit-test finds what was painted there', () => {
  fc.assert(
    fc.property(anyRun, anyView, (run, view) => {
      const scene = { ...sceneOf(run, view), textOf: () => '' }
      const boxes = rowsDrawn(scene).flatMap(toBox)
      for (const { x, y } of boxes) {
        if (x < 0 || x >= view.width) continue
        const onTop = boxes.findLast((box) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
        const hit = hitTest(scene.layout, scene.scale, scene.now, px(x), px(y - AXIS_HEIGHT))
        expect(hit?.status).toBe(onTop?.ink)
      }
    }),
  )
})

function toBox(line: string) {
  const [, ink = '', left = 0, top = 0, width = 0, height = 0] =
    /^(\w+) (?:box|frame) (\S+),(\S+) (\S+)×(\S+)$/.exec(line) ?? []
  const box = {
    ink,
    left: Number(left),
    top: Number(top),
    right: Number(left) + Number(width),
    bottom: Number(top) + Number(height),
  }
  const isBar = ink !== 'softly' && ink !== ''
  return isBar ? [{ ...box, x: Math.floor((box.left + box.right) / 2), y: (box.top + box.bottom) / 2 }] : []
}

test('a click a little beside a narrow bar still means it, and one far away means nothing', () => {
  const { layout, scale, now } = sceneOf(
    history`
      A    [-]
    `,
    { from: 0, to: 1000, width: 100 },
  )
  const hit = (x: number) => hitTest(layout, scale, now, px(x), px(10))?.name
  expect([hit(1), hit(5), hit(30)]).toEqual(['A', 'A', undefined])
})

test('arrow keys lead along the lane and to what ran at that time in the next', () => {
  const { layout } = sceneOf(
    history`
      A [-] [-]   [-]
      B       [-]
    `,
    { from: 0, to: 100, width: 100 },
  )
  const from = (id: string, direction: Parameters<typeof neighbourOf>[2]) => neighbourOf(layout, id, direction)?.id
  const [first, second, b] = ['event:0', 'event:2', layout.rows[1]?.spans[0]?.id ?? '']
  expect(from(first, 'later')).toBe(second)
  expect(from(second, 'earlier')).toBe(first)
  expect(from(first, 'earlier')).toBe(undefined)
  expect(from(first, 'below')).toBe(b)
  expect(from(b, 'above')).toBe(second)
})
