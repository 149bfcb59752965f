import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Scheduled } from '#durable/history-event.ts'
import { checkScheduled, differenceOf } from './determinism.ts'

const at = 0 as EpochMs
const activity = (name: string, input: string | null = null): Scheduled => ({
  type: 'TaskScheduled',
  at,
  id: 3,
  name,
  input: input as JsonText | null,
})
const timer = (fireAt: number): Scheduled => ({ type: 'TimerCreated', at, id: 3, fireAt: fireAt as EpochMs })
const child = (name: string, instanceId = 'e:3'): Scheduled => ({
  type: 'SubOrchestrationInstanceCreated',
  at,
  id: 3,
  name,
  instanceId,
  input: null,
  version: '1.0',
})
const event = (name: string): Scheduled => ({
  type: 'EventSent',
  at,
  id: 3,
  name,
  instanceId: '@counter@k',
  input: null,
})

const was = 'Non-Deterministic workflow detected: A previous execution of this orchestration scheduled'
const changed = 'Was a change made to the orchestrator code after this instance had already started running?'

test.each<[string, Scheduled, Scheduled | undefined, string]>([
  [
    'an activity that is not scheduled',
    activity('Hello'),
    undefined,
    `${was} an activity task with sequence ID 3 and name 'Hello' (version ''), but the current replay execution hasn't (yet?) scheduled this task. ${changed}`,
  ],
  [
    'an activity that became a timer',
    activity('Hello'),
    timer(1),
    `${was} an activity task with sequence number 3 named 'Hello', but the current orchestration replay instead produced a CreateTimerOrchestratorAction action with this sequence number. ${changed}`,
  ],
  [
    'an activity of another name',
    activity('Hello'),
    activity('Bye'),
    `${was} an activity task with sequence number 3 named 'Hello', but the current orchestration replay instead scheduled an activity task named 'Bye' with this sequence number.  ${changed}`,
  ],
  [
    'a timer that is not set',
    timer(1),
    undefined,
    `${was} a timer task with sequence number 3 but the current replay execution hasn't (yet?) scheduled this task. ${changed}`,
  ],
  [
    'a timer that became a child',
    timer(1),
    child('Child'),
    `${was} a timer task with sequence number 3 named but the current orchestration replay instead produced a CreateSubOrchestrationAction action with this sequence number. ${changed}`,
  ],
  [
    'a child that is not begun',
    child('Child'),
    undefined,
    `${was} a sub-orchestration task with sequence ID 3 and name 'Child' (version '1.0', instance ID 'e:3'), but the current replay execution hasn't (yet?) scheduled this task. ${changed}`,
  ],
  [
    'a child that became an activity',
    child('Child'),
    activity('Hello'),
    `${was} a sub-orchestration task with sequence ID 3 and name 'Child' (version '1.0', instance ID 'e:3'), but the current orchestration replay instead produced a ScheduleTaskOrchestratorAction action at this sequence number. ${changed}`,
  ],
  [
    'a child of another name',
    child('Child'),
    child('Other'),
    `${was} a sub-orchestration task with sequence ID 3 and name 'Child' (version '1.0', instance ID 'e:3'), but the current orchestration replay instead scheduled a sub-orchestration task with name Other at this sequence number. ${changed}`,
  ],
  [
    'a message that is not sent',
    event('op'),
    undefined,
    `${was} a send event task with sequence ID 3, type 'EventSent' name 'op', instance ID '@counter@k', but the current replay execution hasn't (yet?) scheduled this task. ${changed}`,
  ],
  [
    'a message that became an activity',
    event('op'),
    activity('Hello'),
    `${was} a send event task with sequence ID 3, type 'EventSent', name 'op', instance ID '@counter@k', but the current orchestration replay instead scheduled a ScheduleTaskOrchestratorAction task at this sequence number. ${changed}`,
  ],
  [
    'a message of another name',
    event('op'),
    event('release'),
    `${was} a send event task with sequence ID 3, type 'EventSent', name 'op', instance ID '@counter@k'), but the current orchestration replay instead scheduled a send event task with name releaseat this sequence number. ${changed}`,
  ],
])('D1 %s is told in the framework’s words', (_case, past, now, message) => {
  expect(() => checkScheduled(past, now)).toThrow(expect.objectContaining({ message }))
})

test('D2 names do not mind case; inputs, times and ids of children are not compared', () => {
  for (const [past, now] of [
    [activity('Hello', '1'), activity('HELLO', '2')],
    [timer(1), timer(2)],
    [child('Child'), child('child', 'other')],
  ] as const)
    expect(() => checkScheduled(past, now)).not.toThrow()
})

test('D3 what is let pass is noticed all the same', () => {
  expect(differenceOf(activity('a', '1'), activity('a', '2'))).toEqual({
    ...{ id: 3, what: 'input', name: 'a' },
    ...{ before: '1', now: '2' },
  })
  expect(differenceOf(timer(1), timer(2))).toMatchObject({ what: 'time', before: '1970-01-01T00:00:00.001Z' })
  expect(differenceOf(activity('a', '1'), activity('A', '1'))).toBeUndefined()
  expect(differenceOf(activity('a'), activity('a', 'null'))).toBeUndefined()
})
