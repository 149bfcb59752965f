import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { history, run } from '../drawing.ts'
import { toLayout } from '../layout/layout.ts'
import { neighbourOf } from '../layout/neighbour.ts'
import { asItComes } from '../layout/wishes.ts'
import type { Group } from '../model/groups.ts'
import { hasFailure } from '../model/span.ts'
import { anyOrchestration, anyRun, episode, recorder, viewOf } from '../testing.ts'
import { hitTest } from './hit-test.ts'
import { paint } from './paint.ts'
import { paintOverlay } from './paint-overlay.ts'
import { paintRows } from './paint-rows.ts'
import { AXIS_HEIGHT, hatchLines } from './pen.ts'
import type { Scene } from './scene.ts'

const ms = (n: number) => n as EpochMs
const px = (n: number) => n as CssPx

function rowsDrawn(scene: Scene): string[] {
  const { pen, log } = recorder()
  paintRows(pen, scene)
  return log
}

/** Everything but the axis and its lines. */
function drawn(scene: Scene): string[] {
  const { pen, log } = recorder()
  paint(pen, scene)
  return log.filter((line) => !/^(?:paper box 0,0|line line|quiet text \d+,12 )/.test(line))
}

const withoutEpisodes = { ...asItComes, isShown: (_: unknown, group: Group) => group.kind !== 'episode' }

/** The rows of all but the episodes. */
function barsDrawn(scene: Scene): string[] {
  const [whole] = scene.layout.runs
  if (whole === undefined) throw new Error('nothing drawn')
  return rowsDrawn({ ...scene, layout: toLayout(whole, withoutEpisodes) })
}

/** One millisecond is ten pixels, and the drawing begins at its `*`, or at 10. */
const tenfold = (from: number, to: number) => ({ from, to, width: (to - from) * 10 })

test('a bar has its status colour, and its text inside when it fits and beside it when not', () => {
  const events = history`
    Tokyo [---------]
    Oslo              [-x
  `
  expect(rowsDrawn(viewOf({ history: events }, tenfold(10, 30)))).toEqual([
    'completed box 0,29 100×16',
    'paper text 6,38 Tokyo',
    'failed box 120,55 20×16',
    'paper line 129,60 135,66',
    'paper line 129,66 135,60',
    'quiet text 146,64 Oslo',
  ])
})

test('a running bar reaches to now and has no hard end', () => {
  const events = history`
    A [----
  `
  const scene = viewOf({ history: events }, { from: 0, to: 100, width: 100, now: ms(46) })
  expect(rowsDrawn({ ...scene, textOf: () => '' })).toEqual([
    'running box 6,29 27×16',
    'running box 35,29 4×16',
    'running box 41,29 2×16',
    'running box 45,29 1×16',
  ])
})

test('what stood in a queue is low and dim until somebody took it up', () => {
  const scene = viewOf(
    run`
      A  [:::--]
    `,
    tenfold(9, 20),
  )
  expect(barsDrawn({ ...scene, textOf: () => '' })).toEqual([
    'completed box 0,35 30×4 at 0.5',
    'completed box 30,29 30×16',
  ])
})

test('the attempts of a task are segments of one bar, hatched between them', () => {
  const scene = viewOf(
    run`
      A  [-x..[--]
    `,
    tenfold(9, 20),
  )
  expect(barsDrawn(scene)).toEqual([
    'failed box 0,29 20×16',
    'paper line 9,34 15,40',
    'paper line 9,40 15,34',
    'softly box 20,29 30×16',
    'waiting hatch 20,29 30×16',
    'completed box 50,29 30×16',
    'quiet text 86,38 A',
  ])
})

test('a failed attempt is seen also where it has no pixel of its own', () => {
  const drawnRetry = run`
    A  [-x..[--------------------------------------------------------------------]
  `
  const red = (to: number) =>
    barsDrawn(viewOf(drawnRetry, { from: 0, to, width: 400 })).filter((line) => line.startsWith('failed'))
  expect(red(8000)).toEqual(['failed box 0,29 2×16'])
  expect(red(80_000)).toEqual(['failed box 0,29 2×16'])
})

test('a timer is hollow to the time it is due, and filled to now', () => {
  const scene = viewOf(
    {
      history: history`
        ~ [-------------------------------|
      `,
    },
    { ...tenfold(10, 60), now: ms(20) },
  )
  expect(rowsDrawn(scene)).toEqual([
    'softly box 0,29 100×16',
    'waiting frame 0,29 320×16',
    'waiting circle 9,37 r4',
    'waiting path 9,34.5 9,37 11,37',
  ])
})

test('a cancelled timer is cut where it was given up', () => {
  const scene = viewOf(
    {
      history: history`
        ~ [--------|
        =    ]
      `,
    },
    tenfold(10, 20),
  )
  expect(rowsDrawn(scene)).toEqual([
    'softly box 0,29 30×16',
    'cancelled frame 0,29 30×16',
    'cancelled circle 9,37 r4',
    'cancelled path 9,34.5 9,37 11,37',
    'cancelled line 19,34 25,40',
    'cancelled line 19,40 25,34',
  ])
})

test('a wait is dotted, and an envelope stands where the event landed', () => {
  const scene = viewOf(
    run`
      ?Go  [--!
    `,
    tenfold(11, 16),
  )
  expect(barsDrawn({ ...scene, textOf: () => '' })).toEqual([
    'completed box 0,33 2×8',
    ...[4, 10, 16, 22, 28].map((x) => `completed box ${x},36 2×2`),
    'completed box 24,32.5 12×9',
    'paper path 25,34 30,38 35,34',
  ])
})

test('an event that came early stands before the wait, and leads to it', () => {
  const scene = viewOf(
    run`
      ?Go  !--[
    `,
    tenfold(10, 16),
  )
  expect(barsDrawn({ ...scene, textOf: () => '' })).toEqual([
    ...[14, 20, 26, 32, 38].map((x) => `completed box ${x},36 2×2`),
    'completed box 38,33 2×8',
    'completed box 4,32.5 12×9',
    'paper path 5,34 10,38 15,34',
  ])
})

test('a sub-orchestration has a double edge', () => {
  const scene = viewOf(
    {
      history: history`
        &Child [--------]
      `,
    },
    tenfold(14, 25),
  )
  expect(rowsDrawn(scene)).toEqual(['completed box 10,29 90×16', 'paper box 13,29 1.5×16', 'paper text 20,38 Child'])
})

test('an operation of an entity is a bar, a signal a diamond', () => {
  const scene = viewOf(
    run`
      @cart  [--]  !
    `,
    tenfold(13, 23),
  )
  expect(barsDrawn({ ...scene, textOf: () => '' })).toEqual([
    'completed box 0,29 30×16',
    'completed area 60,32 65,37 60,42 55,37',
  ])
})

test('a lock is dotted while it is asked for and a frame while it is held', () => {
  const scene = viewOf(
    run`
      #a,b  [..-----]
    `,
    tenfold(12, 22),
  )
  const log = barsDrawn({ ...scene, textOf: () => '' })
  expect(log.filter((line) => line.startsWith('waiting'))).toHaveLength(5)
  expect(log.filter((line) => !line.startsWith('waiting'))).toEqual([
    'softly box 30,29 50×16',
    'completed frame 30,29 50×16',
    'completed circle 39,35.5 r2',
    'completed box 36,36 6×4.5',
  ])
})

test('an event that is sent is an arrow, and one nobody knows a ring', () => {
  const strange = { type: 'EntityUnlocked', at: ms(15) } as unknown as HistoryEvent
  const sent = history`
    >other !
  `
  expect(rowsDrawn(viewOf({ history: [...sent, strange] }, tenfold(10, 30)))).toEqual([
    'quiet text 22,38 Note',
    'completed area 5,32.5 15,37 5,41.5 7.5,37',
    'quiet text 62,64 EntityUnlocked',
    'completed circle 50,63 r3.5',
  ])
})

test('an episode is grey where it ran again and bright where it was new', () => {
  const scene = viewOf(
    {
      history: [
        { type: 'OrchestratorStarted', at: ms(0) },
        { type: 'OrchestratorCompleted', at: ms(4) },
      ],
      episodes: [episode(0, 0, 2, { replayedYields: 3 })],
    },
    { from: 0, to: 10, width: 1000 },
  )
  expect(rowsDrawn(scene).slice(0, 2)).toEqual(['bright box 0,29 300×16', 'grey box 0,29 225×16'])
})

const fanOut = run`
  *      A
  Ship   [---]
  Ship   [-----]
  Ship   [--]
  Ship   [--x
  Ship   [----]
  Ship   [-----------]
`

test('six of one name asked for at once have a head: how many were under way, and a line where one failed', () => {
  const scene = viewOf(fanOut, tenfold(9, 22))
  const [whole] = scene.layout.runs
  if (whole === undefined) throw new Error('nothing drawn')
  const layout = toLayout(whole, { ...withoutEpisodes, isExpanded: () => false })
  expect(rowsDrawn({ ...scene, layout })).toEqual([
    'softly area 0,46 0,29 30,29 30,35 40,35 40,37 50,37 50,40 60,40 60,43 120,43 120,46',
    'completed path 0,29 30,29 30,35 40,35 40,37 50,37 50,40 60,40 60,43 120,43',
    'failed box 30,28 2×18',
  ])
})

test('opened, a fan-out shows its lanes and marks the slowest', () => {
  const log = barsDrawn(viewOf(fanOut, tenfold(9, 30)))
  expect(log.filter((line) => line.startsWith('completed box') || line.startsWith('failed box'))).toEqual([
    'failed box 30,28 2×18',
    'completed box 0,52 40×14',
    'completed box 0,70 60×14',
    'completed box 0,88 30×14',
    'failed box 0,106 30×14',
    'completed box 0,124 50×14',
    'completed box 0,142 120×14',
  ])
  expect(log).toContain('ink box 0,156 120×2')
  expect(log).toContain('paper text 6,150 Ship · slowest')
})

test('where all were waited for, a bracket stands at the end of the slowest', () => {
  const log = drawn(
    viewOf(
      run`
        A  [---]
        B  [-----]
        C        [-]
      `,
      tenfold(11, 30),
    ),
  )
  expect(log.filter((line) => line.startsWith('completed line'))).toEqual([
    'completed line 61.5,53 61.5,99',
    'completed line 57.5,53 62,53',
    'completed line 57.5,99 62,99',
  ])
  expect(log.find((line) => line.endsWith('all 2/2'))).toBe('quiet text 67,78 all 2/2')
})

test('the word of a join covers no bar: it stands where there is room beside its line, or nowhere', () => {
  const words = (whole: ReturnType<typeof run>) =>
    drawn(viewOf(whole, tenfold(7, 40))).filter((line) => line.includes(' all '))
  const crowded = run`
    A  [-----][------]
    A  [-----][------]
    A  [-----][------]
  `
  expect(words(crowded)).toEqual([])
  const room = run`
    A  [-----][------]
    A  [-----]
    A  [-----]
    A  [-----]
  `
  expect(words(room)).toEqual(['quiet text 67,87 all 4/4'])
})

test('where any was waited for the bracket is dashed, and who lost fades from there on', () => {
  const log = drawn(
    viewOf(
      run`
        *  O
        A  [---]
        B  [--------]
        C      [-]
      `,
      tenfold(11, 30),
    ),
  )
  expect(log).toContain('completed dashes 41.5,53 41.5,99')
  expect(log).toContain('paper box 40,81 50×16 at 0.6')
})

test('a suspension is a band behind everything', () => {
  const log = drawn(
    viewOf(
      run`
        ^   S---R
        A   [------]
      `,
      tenfold(8, 20),
    ),
  )
  expect(log.slice(0, 2)).toEqual(['softly box 40,24 40×82 at 0.5', 'cancelled hatch 40,24 40×82 at 0.2'])
})

test('a termination, a rewind and a page break are lines over all rows, with their words on the axis', () => {
  const log = drawn(
    viewOf(
      run`
        ^   W        T
        A   [-------------------
        =                      >
      `,
      tenfold(8, 50),
    ),
  )
  const height = 158
  expect(log).toContain(`waiting dashes 40.5,24 40.5,${height}`)
  expect(log).toContain('waiting text 22,12 rewind')
  expect(log).toContain(`failed box 129,24 2×${height}`)
  expect(log).toContain('failed text 103,12 terminate')
  expect(log.filter((line) => line.startsWith('strong box'))).toEqual([
    `strong box 228,24 1.5×${height}`,
    `strong box 231.5,24 1.5×${height}`,
  ])
  const { pen, log: whole } = recorder()
  paint(
    pen,
    viewOf(
      {
        history: run`
    A   [--]
    =      >
  `.history,
      },
      tenfold(4, 50),
    ),
  )
  expect(whole.some((line) => line.endsWith(',12 continueAsNew'))).toBe(true)
})

test('an idle stretch is torn out, and says how long it was', () => {
  const task = (id: number, at: number): HistoryEvent[] => [
    { type: 'TaskScheduled', at: ms(at), id, name: 'A', input: null },
    { type: 'TaskCompleted', at: ms(at + 100), taskScheduledId: id, result: null },
  ]
  const scene = viewOf(
    { history: [...task(0, 0), ...task(1, 1_000_000)] },
    { from: 0, to: 1_000_100, width: 448, folds: [{ from: ms(100), to: ms(1_000_000) }] },
  )
  const log = drawn(scene)
  expect(log.filter((line) => line.startsWith('strong path'))).toHaveLength(2)
  expect(log).toContain('sunken box 200,24 48×54')
  const whole = recorder()
  paint(whole.pen, scene)
  expect(whole.log).toContain('quiet text 197,12 999900 ms')
})

test('what is not searched for is faint', () => {
  const scene = viewOf(
    {
      history: history`
        A [---]
        B [---]
      `,
    },
    tenfold(10, 20),
  )
  expect(rowsDrawn({ ...scene, isMatch: ({ name }) => name === 'B' })).toEqual([
    'grey box 0,29 40×16 at 0.22',
    'completed box 0,55 40×16',
    'paper text 6,64 B',
  ])
})

test('the axis stands over the rows, and its labels beside its lines', () => {
  const { pen, log } = recorder()
  paint(pen, { ...viewOf({ history: [] }, { from: 0, to: 190, width: 190 }), height: px(100) })
  expect(log.filter((line) => line.includes('text'))).toEqual(['quiet text 4,12 0 ms', 'quiet text 104,12 100 ms'])
})

test('the overlay frames what is selected and marks now', () => {
  const scene = viewOf(
    {
      history: history`
        A [---------]
      `,
    },
    { from: 0, to: 100, width: 100 },
  )
  const { pen, log } = recorder()
  const line = { at: ms(50), label: 'now' }
  const [chosen] = scene.layout.runs
  const [span] = chosen?.model.spans ?? []
  if (chosen === undefined || span === undefined) throw new Error('nothing drawn')
  paintOverlay(pen, { ...scene, height: px(60), line }, { hovered: null, selected: [{ run: chosen, span }] })
  expect(log).toEqual([
    'accent frame 7,26 16×22',
    'accent box 49.5,20 1.5×60',
    'accent box 35,4 30×16',
    'on-accent text 41,12.5 now',
  ])
})

test('a look back shows what had begun by then, and nothing ends later', () => {
  const scene = viewOf(
    run`
      A  [---]
      B     [---]
    `,
    { ...tenfold(9, 20), now: ms(12) },
  )
  const [whole] = scene.layout.runs
  if (whole === undefined) throw new Error('nothing drawn')
  const begun = whole.model.spans.find((span) => span.name === 'B')?.begunBy ?? 0
  const layout = toLayout({ ...whole, position: begun }, withoutEpisodes)
  const log = rowsDrawn({ ...scene, layout, textOf: () => '' })
  expect(log).toEqual([17, 4, 2, 1].map((width, i) => `running box ${[0, 19, 25, 29][i]},29 ${width}×16`))
})

const anyView = fc
  .record({
    from: fc.nat(3000),
    length: fc.integer({ min: 10, max: 1_000_000 }),
    width: fc.integer({ min: 20, max: 600 }),
    isOpen: fc.boolean(),
  })
  .map(({ from, length, width, isOpen }) => ({
    from,
    to: from + length,
    width,
    wishes: { ...asItComes, isExpanded: () => isOpen },
  }))

const anyHistory = fc.oneof(
  anyOrchestration,
  anyRun.map((events) => ({ history: events, episodes: [] })),
)

test('a failure in sight is visible at any zoom, in a folded group too', () => {
  fc.assert(
    fc.property(anyHistory, anyView, (whole, view) => {
      const scene = viewOf(whole, view)
      const log = rowsDrawn(scene)
      for (const row of scene.layout.rows) {
        const isInSight = row.spans.some(
          (span) =>
            hasFailure(span) &&
            span.start >= view.from &&
            (span.end ?? Infinity) < view.to &&
            scene.scale.toPx(span.start) < view.width - 2,
        )
        if (!isInSight) continue
        const [top, bottom] = [AXIS_HEIGHT + row.y, AXIS_HEIGHT + row.y + row.height]
        const red = log.filter((line) => line.startsWith('failed box')).map((line) => Number(/,(\S+) /.exec(line)?.[1]))
        expect(red.some((y) => y >= top - 2 && y < bottom)).toBe(true)
      }
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
  const log = rowsDrawn(viewOf({ history: events }, { from: 0, to: 2000, width: 10 }))
  expect(log).toEqual(['completed box 0,29 5×16', 'failed box 5,27 2×20', 'completed box 7,29 3×16'])
})

test('a hit-test finds what was painted there', () => {
  fc.assert(
    fc.property(anyRun, anyView, (events, view) => {
      const scene = { ...viewOf({ history: events }, view), textOf: () => '' }
      const heads = new Set(scene.layout.rows.filter(({ kind }) => kind === 'head').map(({ y }) => y + AXIS_HEIGHT))
      const boxes = rowsDrawn(scene).flatMap(toBox)
      for (const { x, y } of boxes) {
        if (x < 0 || x >= view.width || [...heads].some((top) => y >= top && y < top + 26)) continue
        const onTop = boxes.findLast((box) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
        const hit = hitTest(scene.layout, scene.scale, scene.now, px(x), px(y - AXIS_HEIGHT))
        // Of a task that was tried again each attempt has a colour of its own.
        const said = [hit?.span.status, ...(hit?.span.segments?.map(({ status }) => status) ?? [])]
        expect(said).toContain(onTop?.ink)
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
  const isBar = !['softly', 'ink', ''].includes(ink)
  return isBar ? [{ ...box, x: Math.floor((box.left + box.right) / 2), y: (box.top + box.bottom) / 2 }] : []
}

test('a click a little beside a narrow bar still means it, and one far away means nothing', () => {
  const { layout, scale, now } = viewOf(
    {
      history: history`
        A    [-]
      `,
    },
    { from: 0, to: 1000, width: 100 },
  )
  const hit = (x: number) => hitTest(layout, scale, now, px(x), px(10))?.span.name
  expect([hit(1), hit(5), hit(30)]).toEqual(['A', 'A', undefined])
})

test('a click on the red line in the head of a fan-out means what failed', () => {
  const { layout, scale, now } = viewOf(fanOut, {
    ...tenfold(9, 22),
    wishes: { ...asItComes, isExpanded: () => false },
  })
  expect(hitTest(layout, scale, now, px(31), px(40))?.span.status).toBe('failed')
})

test('arrow keys lead along the lane and to what ran at that time in the next', () => {
  const { layout } = viewOf(
    {
      history: history`
        A [-] [-]   [-]
        B       [-]
      `,
    },
    { from: 0, to: 100, width: 100 },
  )
  const targets = new Map(layout.runs[0]?.model.spans.map((span) => [span.id, span]))
  const from = (id: string, direction: Parameters<typeof neighbourOf>[2]) => {
    const [whole, span] = [layout.runs[0], targets.get(id)]
    return whole && span ? neighbourOf(layout, { run: whole, span }, direction)?.span.id : undefined
  }
  const [first, second, b] = ['event:0', 'event:2', layout.rows[1]?.spans[0]?.id ?? '']
  expect(from(first, 'later')).toBe(second)
  expect(from(second, 'earlier')).toBe(first)
  expect(from(first, 'earlier')).toBe(undefined)
  expect(from(first, 'below')).toBe(b)
  expect(from(b, 'above')).toBe(second)
  expect(from(b, 'first')).toBe(first)
  expect(from(first, 'last')).toBe(b)
})

test('every bar can be reached with the arrow keys, whatever is folded', () => {
  fc.assert(
    fc.property(anyHistory, fc.boolean(), (whole, isOpen) => {
      const view = { from: 0, to: 1000, width: 500, wishes: { ...asItComes, isExpanded: () => isOpen } }
      const { layout } = viewOf(whole, view)
      const first = neighbourOf(layout, null, 'first')
      const reached = new Set(first ? [first.span] : [])
      for (const span of reached) {
        for (const direction of ['earlier', 'later', 'above', 'below'] as const) {
          const next = layout.runs[0] && neighbourOf(layout, { run: layout.runs[0], span }, direction)
          if (next) reached.add(next.span)
        }
      }
      expect(reached.size).toBe(layout.runs[0]?.model.spans.length)
    }),
  )
})

test('a hatching stays in its box', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(300), fc.nat(40), (x, y, width, height) => {
      for (const [x1, y1, x2, y2] of hatchLines(x, y, width, height)) {
        expect(Math.min(x1, x2)).toBeGreaterThanOrEqual(x)
        expect(Math.max(x1, x2)).toBeLessThanOrEqual(x + width)
        expect(Math.min(y1, y2)).toBeGreaterThanOrEqual(y)
        expect(Math.max(y1, y2)).toBeLessThanOrEqual(y + height)
      }
    }),
  )
})
