import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { history, run } from '../drawing.ts'
import { anyOrchestration, anyRun, episode } from '../testing.ts'
import { modelOf, TimelineModel } from './model.ts'
import { hasBegun, type Span, spanAt } from './span.ts'

const toSpans = (events: readonly HistoryEvent[], episodes: readonly Episode[]) => modelOf(events, episodes).spans
const barsOf = (drawn: ReturnType<typeof run>) =>
  toSpans(drawn.history, drawn.episodes).filter((span) => span.kind !== 'episode')
const parts = (span: Span | undefined) =>
  span?.segments?.map(({ kind, status, start, end }) => `${kind} ${status} ${start}..${end ?? ''}`)

const told = ({ kind, name, status, start, end }: Span) =>
  `${kind} ${name} ${status} ${start}..${end ?? ''}`.replace('  ', ' ')

test('each task, timer and sub-orchestration becomes a span with its status', () => {
  const spans = toSpans(
    history`
      Tokyo    [---]
      Seattle    [--x
      ~           [---]
      &Child       [--]
      Lima            [---
      ~               [----|
      !Approve         !
    `,
    [],
  )
  expect(spans.map(told)).toEqual([
    'activity Tokyo completed 15..19',
    'activity Seattle failed 17..20',
    'timer completed 18..22',
    'subOrchestration Child completed 19..22',
    'activity Lima running 22..',
    'timer waiting 22..',
    'externalEvent Approve completed 23..23',
  ])
  expect(spans.find((span) => span.kind === 'timer' && span.end === null)?.due).toBe(27)
})

test('a span knows which event began it, which ended it, and what both held', () => {
  const [tokyo] = toSpans(
    history`
    Tokyo [---]
  `,
    [],
  )
  expect(tokyo).toMatchObject({ begunBy: 0, endedBy: 1, input: '0', result: '"Tokyo done"' })
})

test('what is open when the execution ends was given up', () => {
  const spans = toSpans(
    history`
      Winner  [--]
      Loser   [-----
      ~       [---------|
      =          ]
    `,
    [],
  )
  expect(spans.map(told)).toEqual([
    'activity Winner completed 14..17',
    'activity Loser cancelled 14..17',
    'timer cancelled 14..17',
  ])
})

test('of two completions of one task the first counts', () => {
  const twice: HistoryEvent[] = [
    ...history`
      Tokyo [-x
    `,
    { type: 'TaskCompleted', at: 20 as EpochMs, taskScheduledId: 0, result: null },
  ]
  expect(toSpans(twice, []).map(told)).toEqual(['activity Tokyo failed 12..14'])
})

test('a suspension is a span to its resumption; a termination is a point', () => {
  const at = (n: number) => n as EpochMs
  const spans = toSpans(
    [
      { type: 'ExecutionSuspended', at: at(1), reason: 'lunch' },
      { type: 'ExecutionResumed', at: at(5), reason: 'fed' },
      { type: 'ExecutionTerminated', at: at(9), reason: 'enough' },
    ],
    [],
  )
  expect(spans.map(told)).toEqual(['command suspend completed 1..5', 'command terminate cancelled 9..9'])
})

test('an episode shows how much of it ran again from history', () => {
  const events = history`
    A [-]
    B    [-]
  `
  const spans = toSpans(events, [episode(0, 0, 2, { replayedYields: 0 }), episode(1, 2, 4, { replayedYields: 3 })])
  expect(
    spans
      .filter((span) => span.kind === 'episode')
      .map((span) => [span.id, span.replayedShare, span.begunBy, span.endedBy]),
  ).toEqual([
    ['episode:0', 0, 0, 1],
    ['episode:1', 0.75, 2, 3],
  ])
})

test('an episode that ends its execution by a failure is failed', () => {
  const spans = toSpans(
    history`
      A [-]
      =    x
    `,
    [episode(0, 0, 2), episode(1, 2, 3)],
  )
  expect(spans.filter((span) => span.kind === 'episode').map((span) => span.status)).toEqual(['completed', 'failed'])
})

test('an episode that stopped at an external event waits until that event arrives', () => {
  const arrival: HistoryEvent = { type: 'EventRaised', at: 40 as EpochMs, name: 'approval', input: toJsonText(true) }
  const other: HistoryEvent = { type: 'EventRaised', at: 30 as EpochMs, name: 'Other', input: null }
  const begun = history`
    A [-]
  `
  const waiting = [
    episode(0, 0, 2, { yields: [{ index: 0, action: 'WhenAny', taskIds: [1], waitsFor: ['Approval'] }] }),
  ]
  const waits = (events: HistoryEvent[]) =>
    toSpans(events, waiting).filter((span) => !span.isPoint && span.kind === 'externalEvent')
  expect(waits([...begun, other]).map(told)).toEqual(['externalEvent Approval waiting 3..'])
  expect(waits([...begun, other, arrival]).map(told)).toEqual(['externalEvent Approval completed 3..40'])
})

test('a wait whose event nobody wrote down takes the first that comes', () => {
  const arrival: HistoryEvent = { type: 'EventRaised', at: 40 as EpochMs, name: 'Go', input: null }
  const waiting = [episode(0, 0, 1, { yields: [{ index: 0, action: 'WaitForExternalEvent', taskIds: [] }] })]
  const started: HistoryEvent = { type: 'OrchestratorStarted', at: 0 as EpochMs }
  expect(toSpans([started], waiting).map(told)).toEqual(['episode completed 0..1', 'externalEvent waiting 1..'])
  expect(toSpans([started, arrival], waiting).map(told)).toContain('externalEvent completed 1..40')
})

test('an event that came before it was asked for leads to where it was taken', () => {
  const bars = barsOf(run`
    ?Go  !     [
    A             [-]
  `)
  expect(bars.map(told)).toEqual([
    'externalEvent Go completed 9..9',
    'externalEvent Go completed 9..15',
    'activity A completed 18..20',
  ])
  expect(bars[1]?.isEarly).toBe(true)
})

test('the attempts of one task and the waits between them are one span', () => {
  const drawn = run`
    Charge  [-x..[--x...[---]
  `
  const bars = barsOf(drawn)
  expect(bars.map(told)).toEqual(['activity Charge completed 12..28'])
  expect(parts(bars[0])).toEqual([
    'attempt failed 12..14',
    'backOff completed 14..17',
    'attempt failed 17..20',
    'backOff completed 20..24',
    'attempt completed 24..28',
  ])
  expect(toSpans(drawn.history, []).map(told)).toEqual(['activity Charge completed 12..28'])
})

test('a task that waits to be tried again is waiting, also when history ends there', () => {
  const [charge] = barsOf(run`
    Charge  [-x....
  `)
  expect(charge && told(charge)).toBe('activity Charge waiting 12..')
  expect(parts(charge)).toEqual(['attempt failed 12..14', 'backOff waiting 14..'])
})

test('retries of tasks that fail side by side go on each with its own timer', () => {
  const bars = barsOf(run`
    A  [-x..[--]
    B  [-x..[---]
    C  [-x
  `)
  expect(bars.map((span) => [span.name, span.status, span.segments?.length ?? 1])).toEqual([
    ['A', 'completed', 3],
    ['B', 'completed', 3],
    ['C', 'failed', 1],
  ])
})

test('after its last attempt the host waits once more, and then the task has failed', () => {
  const at = (n: number) => n as EpochMs
  const drawn = run`
    Charge  [-x.[-x
  `
  const timer = 3
  const last: HistoryEvent[] = [
    { type: 'OrchestratorStarted', at: at(40) },
    { type: 'TimerFired', at: at(40), timerId: timer, fireAt: at(40) },
    { type: 'OrchestratorCompleted', at: at(40) },
  ]
  const { history: events, episodes } = drawn
  const failing = events.findLastIndex((event) => event.type === 'TaskFailed')
  const created: HistoryEvent = { type: 'TimerCreated', at: at(20), id: timer, fireAt: at(40) }
  const whole = [...events.slice(0, failing + 1), created, ...events.slice(failing + 1), ...last]
  const lastTurn = episodes.at(-1)
  if (lastTurn === undefined) throw new Error('nothing drawn')
  const told2 = toSpans(whole, [
    ...episodes.slice(0, -1),
    { ...lastTurn, to: lastTurn.to + 1 },
    episode(9, lastTurn.to + 1, whole.length, { yields: [] }),
  ]).filter((span) => span.kind === 'activity')
  expect(told2.map(told)).toEqual(['activity Charge failed 12..40'])
  expect(told2[0]?.segments).toHaveLength(4)
})

test('a timer that code sets after it caught a failure is its own', () => {
  const at = (n: number) => n as EpochMs
  const events: HistoryEvent[] = [
    { type: 'TaskScheduled', at: at(0), id: 0, name: 'A', input: null },
    { type: 'TaskFailed', at: at(5), taskScheduledId: 0, reason: '', details: '' },
    { type: 'TimerCreated', at: at(5), id: 1, fireAt: at(9) },
    { type: 'TimerFired', at: at(9), timerId: 1, fireAt: at(9) },
    { type: 'TaskScheduled', at: at(9), id: 2, name: 'A', input: null },
  ]
  const yields = (index: number, action: 'CallActivity' | 'CreateTimer', id: number) => ({
    yields: [{ index, action, taskIds: [id] }],
  })
  const episodes = [
    episode(0, 0, 1, yields(0, 'CallActivity', 0)),
    episode(1, 1, 3, yields(1, 'CreateTimer', 1)),
    episode(2, 3, 5, yields(2, 'CallActivity', 2)),
  ]
  expect(toSpans(events, episodes).map((span) => span.kind)).toEqual([
    'episode',
    'activity',
    'episode',
    'timer',
    'episode',
    'activity',
  ])
})

test('a timer longer than six days is one, to its last segment', () => {
  const day = 86_400_000
  const at = (days: number) => (days * day) as EpochMs
  const events: HistoryEvent[] = [
    { type: 'TimerCreated', at: at(0), id: 0, fireAt: at(3) },
    { type: 'TimerFired', at: at(3), timerId: 0, fireAt: at(3) },
    { type: 'TimerCreated', at: at(3), id: 1, fireAt: at(7) },
  ]
  const asked = { yields: [{ index: 0, action: 'CreateTimer', taskIds: [0] }] } as const
  const episodes = [episode(0, 0, 1, asked), episode(1, 1, 3, { yields: [] })]
  const timers = (more: HistoryEvent[]) =>
    toSpans([...events, ...more], [...episodes, ...(more.length > 0 ? [episode(2, 3, 4, { yields: [] })] : [])])
      .filter((span) => span.kind === 'timer')
      .map((span) => [span.status, span.start / day, span.end && span.end / day, (span.due ?? 0) / day])
  expect(timers([])).toEqual([['waiting', 0, null, 7]])
  expect(timers([{ type: 'TimerFired', at: at(7), timerId: 1, fireAt: at(7) }])).toEqual([['completed', 0, 7, 7]])
})

test('a task knows how long it stood in a queue', () => {
  const [tokyo] = barsOf(run`
    Tokyo  [:::--]
  `)
  expect([tokyo?.start, tokyo?.pickedUp, tokyo?.end]).toEqual([11, 14, 17])
})

test('an operation of an entity lasts to its answer, a signal is a point, an answer is no external event', () => {
  const bars = barsOf(run`
    @cart  [--]  !  [--x  [--
  `)
  expect(bars.map((span) => [told(span), span.operation, span.result])).toEqual([
    ['entity cart@k completed 11..14', 'add', '2'],
    ['entity cart@k completed 17..17', 'add', null],
    ['entity cart@k failed 20..23', 'add', '"no"'],
    ['entity cart@k running 26..', 'add', null],
  ])
})

test('a lock is asked for, then held until it is released', () => {
  const [lock] = barsOf(run`
    #a,b  [..---]
  `)
  expect(lock && told(lock)).toBe('lock a@k, b@k completed 10..16')
  expect(parts(lock)).toEqual(['asking completed 10..13', 'holding completed 13..16'])
})

test('a race has a winner, and who lost is known from then on', () => {
  const { history: events, episodes } = run`
    *      O
    A      [--]
    B      [-------]
    ~      [-------|
    C         [-]
  `
  const model = modelOf(events, episodes)
  expect(model.joins.map(({ kind, at, done, members }) => [kind, at, done, members.map(({ id }) => id)])).toEqual([
    ['any', 14, 1, ['event:1', 'event:2', 'event:3']],
  ])
  const lost = model.spans.filter((span) => span.kind !== 'episode').map(({ name, lostAt }) => [name, lostAt])
  expect(lost).toEqual([
    ['A', undefined],
    ['B', 14],
    ['', 14],
    ['C', undefined],
  ])
})

test('who is asked for once more has not lost', () => {
  const { history: events, episodes } = run`
    *      O  O
    A      [--]
    B      [-------]
  `
  const model = modelOf(events, episodes)
  expect(model.joins).toHaveLength(1)
  expect(model.spans.find((span) => span.name === 'B')?.lostAt).toBe(undefined)
})

test('a join of all stands at the end of the slowest, or of the first that failed', () => {
  const all = (drawn: ReturnType<typeof run>) =>
    modelOf(drawn.history, drawn.episodes).joins.map(({ kind, at, done, isFailed }) => [kind, at, done, isFailed])
  expect(
    all(run`
      A  [---]
      B  [-----]
      C        [-]
    `),
  ).toEqual([['all', 15, 2, false]])
  expect(
    all(run`
      A  [-----]
      B  [-x
      C    [-]
    `),
  ).toEqual([['all', 11, 1, true]])
})

test('what continues as new ends with a page break, and gives up what is open', () => {
  const bars = barsOf(run`
    A  [---
    =     >
  `)
  expect(bars.map(told)).toEqual(['activity A cancelled 7..10', 'command continueAsNew completed 10..10'])
})

test('an event that a newer Azure wrote is shown as what it is called', () => {
  const strange = { type: 'EntityUnlocked', at: 5 as EpochMs } as unknown as HistoryEvent
  const [span] = toSpans([strange, { type: 'GenericEvent', at: Number.NaN as EpochMs, data: '' }], [])
  expect(span && told(span)).toBe('other EntityUnlocked completed 5..5')
})

test('an event without a time happened when the one before it did', () => {
  const events = [
    { type: 'TaskScheduled', at: 5, id: 0, name: 'A', input: null },
    { type: 'TaskCompleted', at: Number.NaN, taskScheduledId: 0, result: null },
  ] as unknown as HistoryEvent[]
  expect(toSpans(events, []).map(told)).toEqual(['activity A completed 5..5'])
})

test('when the clock jumps back no span is shorter than nothing', () => {
  const at = (n: number) => n as EpochMs
  const events: HistoryEvent[] = [
    { type: 'TaskScheduled', at: at(1000), id: 0, name: 'A', input: null },
    { type: 'TaskCompleted', at: at(10), taskScheduledId: 0, result: null },
    { type: 'TaskScheduled', at: at(20), id: 1, name: 'A', input: null },
    { type: 'TaskCompleted', at: at(30), taskScheduledId: 1, result: null },
  ]
  const model = modelOf(events, [])
  expect(model.spans.map(told)).toEqual(['activity A completed 1000..1000', 'activity A completed 20..30'])
  expect(model.groups[0]?.lanes).toHaveLength(2)
  expect(model.extent()).toMatchObject({ from: 10, reached: 1000 })
})

test('a task that fails and is called again by the code keeps to its lane', () => {
  const model = modelOf(
    history`
      A [-x
      A   [-x
      A     [-]
    `,
    [],
  )
  expect(model.groups[0]?.lanes).toHaveLength(1)
})

/** Everything there is to know of a span but what comes of a later look: who wins a race. */
const facts = ({ lostAt: _lostAt, due: _due, instanceId: _instanceId, replayedShare: _share, ...rest }: Span) => rest

test('in whatever portions a history comes, its spans are the same', () => {
  fc.assert(
    fc.property(
      anyOrchestration,
      fc.array(fc.integer({ min: 1, max: 9 })),
      ({ history: events, episodes }, portions) => {
        const model = new TimelineModel()
        let taken = 0
        for (const portion of portions) {
          taken = Math.min(episodes.length, taken + portion)
          const until = episodes[taken - 1]?.to ?? 0
          while (!model.take(events.slice(0, until), episodes.slice(0, taken), portion)) continue
        }
        while (!model.take(events, episodes, 7)) continue
        const whole = modelOf(events, episodes)
        expect(model.spans).toEqual(whole.spans)
        expect(model.joins).toEqual(whole.joins)
        expect(model.gaps).toEqual(whole.gaps)
        expect(model.extent()).toEqual(whole.extent())
      },
    ),
  )
})

test('whatever was drawn of the beginning is still drawn, in the same place, and is what a look back shows', () => {
  fc.assert(
    fc.property(anyOrchestration, fc.nat(100), ({ history: events, episodes }, percent) => {
      const count = Math.floor((episodes.length * percent) / 100)
      const position = episodes[count - 1]?.to ?? 0
      const before = modelOf(events.slice(0, position), episodes.slice(0, count)).spans
      const after = modelOf(events, episodes).spans.filter((span) => hasBegun(span, position))
      expect(after.map((span) => facts(spanAt(span, position)))).toEqual(before.map(facts))
    }),
  )
})

test('whatever the history, counts add up and no lane holds two spans at once', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyOrchestration,
        anyRun.map((events) => ({ history: events, episodes: [] })),
      ),
      (drawn) => {
        const model = modelOf(drawn.history, drawn.episodes)
        for (const group of model.groups) {
          expect(Object.values(group.counts).reduce((a, b) => a + b, 0)).toBe(group.spans.length)
          for (const status of ['completed', 'failed', 'running', 'waiting', 'cancelled'] as const)
            expect(group.counts[status]).toBe(group.spans.filter((span) => span.status === status).length)
          for (const lane of group.lanes)
            lane.slice(1).forEach((span, i) => expect(lane[i]?.end ?? Infinity).toBeLessThanOrEqual(span.start))
        }
      },
    ),
  )
})
