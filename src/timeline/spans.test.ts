import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { cutAt } from './cut.ts'
import { newRunModel } from './run-model.ts'
import { type Span, toSpans } from './spans.ts'
import { anyRun, episode, history } from './testing.ts'

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

test('a wait whose event nobody wrote down gets its name when it arrives', () => {
  const arrival: HistoryEvent = { type: 'EventRaised', at: 40 as EpochMs, name: 'Go', input: null }
  const waiting = [episode(0, 0, 1, { yields: [{ index: 0, action: 'WaitForExternalEvent', taskIds: [] }] })]
  const started: HistoryEvent = { type: 'OrchestratorStarted', at: 0 as EpochMs }
  expect(toSpans([started], waiting).map(told)).toEqual(['episode completed 0..1', 'externalEvent waiting 1..'])
  expect(toSpans([started, arrival], waiting).map(told)).toContain('externalEvent Go completed 1..40')
})

test('whatever the history, what was drawn of its beginning is still drawn, in the same group and lane', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(100), (run, percent) => {
      const cut = cutAt(run, [], Math.floor((run.length * percent) / 100))
      const before = lanesById(cut.history)
      const after = lanesById(run)
      for (const [id, lane] of before) expect(after.get(id)).toBe(lane)
    }),
  )
})

function lanesById(events: readonly HistoryEvent[]): Map<string, string> {
  const { groups } = newRunModel()(events, [])
  return new Map(
    groups.flatMap((group) =>
      group.lanes.flatMap((lane, i) => lane.map((span) => [span.id, `${group.id} ${i}`] as const)),
    ),
  )
}

test('a call to an entity is a span with a readable name, a signal a point, and no id is ever a name', () => {
  const message = (fields: object) => toJsonText({ id: 'a1b2', parent: 'i', ...fields })
  const sent = { type: 'EventSent', instanceId: '@counter@a', name: 'op' } as const
  const spans = toSpans(
    [
      { ...sent, at: 1 as EpochMs, id: 0, input: message({ op: 'add', input: '5' }) },
      { ...sent, at: 1 as EpochMs, id: 1, input: message({ op: 'reset', signal: true, id: 'c3d4' }) },
      { type: 'EventRaised', at: 9 as EpochMs, name: 'a1b2', input: toJsonText({ result: '5' }) },
    ],
    [],
  )
  expect(spans.map(told)).toEqual(['entity counter@a add completed 1..9', 'sentEvent counter@a reset completed 1..1'])
})
