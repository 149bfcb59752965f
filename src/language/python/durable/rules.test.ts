import { beforeAll, expect, test } from 'vitest'
import { playCase } from './recorded/play.ts'
import recorded from './recorded/python-sdk.json' with { type: 'json' }
import { answerOf, done, escapeOf, failed, fired, pythonWithBridge, raised, sent } from './testing/orchestration.ts'

beforeAll(pythonWithBridge, 60_000)

test.each(recorded.map((each) => [each.name, each] as const))('%s is answered as by the real SDK', async (_, each) => {
  expect(playCase(await pythonWithBridge(), each)).toEqual([])
})

const call = (name: string, input = 'null') => ({ actionType: 0, functionName: name, input })
const any = (...compoundActions: unknown[]) => ({ actionType: 11, compoundActions })
const all = (...compoundActions: unknown[]) => ({ actionType: 12, compoundActions })

test('P1 is_replaying is that of the task that was waited for, and before the first yield that of the start', async () => {
  const source = `
def o(context):
    seen = [context.is_replaying]
    yield context.call_activity("A")
    seen.append(context.is_replaying)
    yield context.task_all([])
    seen.append(context.is_replaying)
    return seen
`
  expect((await answerOf(source, [[done(0, 1)]])).output).toEqual([true, false, false])
})

test('P2 of early events of a name the last one stays, for every waiter that comes', async () => {
  const source = `
def o(context):
    yield context.call_activity("A")
    a = yield context.wait_for_external_event("E")
    b = yield context.wait_for_external_event("E")
    return [a, b]
`
  const early = [raised('E', 1), raised('E', 2), done(0, null)]
  expect((await answerOf(source, [early])).output).toEqual([2, 2])
})

test('P3 an event named "0" is an event and no activity', async () => {
  const source = `
def o(context):
    a = context.call_activity("A")
    e = context.wait_for_external_event("0")
    winner = yield context.task_any([a, e])
    return "event" if winner is e else "activity"
`
  expect((await answerOf(source, [[raised('0', 1)]])).output).toBe('event')
})

test('P4 what an early event completes is never asked for, and its siblings keep their numbers', async () => {
  const source = `
def o(context):
    yield context.call_activity("A")
    e = context.wait_for_external_event("E")
    b = context.call_activity("B")
    yield context.task_any([e, b])
    yield context.call_activity("C")
    return "end"
`
  const answer = await answerOf(source, [[raised('E', 1), done(0, null)]])
  expect(answer.actions).toEqual([call('A'), call('C')])
  expect((await answerOf(source, [[raised('E', 1), done(0, null)], [done(2, null)]])).output).toBe('end')
})

test('P5 a shrinking task_any asks for nothing twice', async () => {
  const source = `
def o(context):
    tasks = [context.call_activity("A", i) for i in range(3)]
    order = []
    while tasks:
        winner = yield context.task_any(tasks)
        tasks.remove(winner)
        order.append(winner.result)
    return order
`
  const answer = await answerOf(source, [[done(1, 'b')], [done(0, 'a')], [done(2, 'c')]])
  expect(answer).toMatchObject({ output: ['b', 'a', 'c'] })
  expect(answer.actions).toEqual([any(call('A', '0'), call('A', '1'), call('A', '2'))])
})

test('P5 a compound asks only for what is new in it', async () => {
  const source = `
def o(context):
    a = context.call_activity("A")
    b = context.call_activity("B")
    yield context.task_any([a, b])
    yield context.task_any([b, context.call_activity("C")])
`
  const { actions } = await answerOf(source, [[done(0, 1)]])
  expect(actions).toEqual([any(call('A'), call('B')), any(call('C'))])
})

test('P5 a task that stands twice in a compound cannot be opened twice', async () => {
  const source = `
def o(context):
    a = context.call_activity("A")
    yield context.task_all([a, context.task_any([a])])
`
  expect(await answerOf(source)).toMatchObject({
    error: "'AtomicTask' object has no attribute 'append'",
    actions: [all(call('A'), any(call('A')))],
  })
})

test('P6 a compound of tasks that have ended is complete, and one of none gives None', async () => {
  const source = `
def o(context):
    a = context.call_activity("A")
    yield a
    again = yield context.task_all([a, a]) if False else context.task_all([a])
    nothing = yield context.task_all([])
    winner = yield context.task_any([a])
    return [again, nothing, winner is a]
`
  expect((await answerOf(source, [[done(0, 'x')]])).output).toEqual([['x'], null, true])
})

test('P7 a failed task_all completes after all, and what it is in cannot bear that', async () => {
  const source = `
def o(context):
    both = context.task_all([context.call_activity("A"), context.call_activity("B")])
    yield context.task_any([both, context.wait_for_external_event("E")])
    yield context.call_activity("C")
`
  const message =
    'Parent Task -1 does not have pending sub-task with ID -1.This most likely means that Task -1 completed twice.'
  expect(await escapeOf(source, [[failed(0, 'bad')], [done(1, 1)]])).toEqual({ raised: 'Exception', message })
})

test('P8 an input is what it was when the call was made', async () => {
  const source = `
def o(context):
    box = {"n": 1, "é": [1.0, None]}
    task = context.call_activity("A", box)
    box["n"] = 2
    yield task
`
  expect((await answerOf(source)).actions).toEqual([call('A', '{"n": 1, "\\u00e9": [1.0, null]}')])
})

test('P9 what is no task makes the SDK fail, and None only when an event comes', async () => {
  const source = `
def o(context):
    yield None
`
  expect(await answerOf(source)).toMatchObject({ isDone: false, actions: [] })
  expect(await escapeOf(source, [[raised('E', 1)]])).toEqual({
    raised: 'AttributeError',
    message: "'NoneType' object has no attribute 'is_played'",
  })
})

test('P10 continue_as_new ends the execution at the next yield that waits', async () => {
  const source = `
def o(context):
    context.continue_as_new({"n": 1})
    context.signal_entity(df.EntityId("Box", "k"), "op")
    yield context.call_activity("Never")
    return "never"
`
  expect(await answerOf(source)).toEqual({
    isDone: true,
    schemaVersion: 1,
    actions: [{ actionType: 4, input: '{"n": 1}' }],
  })
})

test('the last back-off timer is waited for, and then the last failure is thrown', async () => {
  const source = `
def o(context):
    try:
        yield context.call_activity_with_retry("A", df.RetryOptions(1000, 2))
    except Exception as error:
        return str(error)
`
  const steps = [[failed(0, 'one')], [fired(1)], [failed(2, 'two')]]
  expect((await answerOf(source, steps)).isDone).toBe(false)
  expect((await answerOf(source, [...steps, [fired(3)]])).output).toBe('two \n details')
})

test('an entity answers under the id of the message that was sent, and its failure is thrown', async () => {
  const source = `
def o(context):
    counter = df.EntityId("Counter", "K")
    value = yield context.call_entity(counter, "get")
    try:
        yield context.call_entity(counter, "break", [1])
    except Exception as error:
        return [value, str(error)]
`
  const answers = [
    [sent(0, 'r0'), raised('r0', { result: '5' })],
    [sent(1, 'r1'), raised('r1', { result: '"boom"', exceptionType: 'E' })],
  ]
  expect((await answerOf(source, answers)).output).toEqual([5, 'boom'])
})

test('a signal that is yielded is sent twice and never answered', async () => {
  const source = `
def o(context):
    yield context.signal_entity(df.EntityId("Box", "k"), "op")
`
  const signal = { actionType: 9, instanceId: '@box@k', operation: 'op', input: 'null' }
  expect(await answerOf(source)).toMatchObject({ isDone: false, actions: [signal, signal] })
})

test('an exception without words fails nothing', async () => {
  const source = `
def o(context):
    raise ValueError()
    yield
`
  expect(await answerOf(source)).toEqual({ isDone: false, schemaVersion: 1, actions: [] })
})

test('a function without a yield that raises, and an output without JSON, make the SDK fail', async () => {
  expect(await escapeOf('def o(context):\n    raise ValueError("boom")')).toEqual({
    raised: 'ValueError',
    message: 'boom',
  })
  expect(await escapeOf('async def o(context):\n    return 1')).toEqual({
    raised: 'TypeError',
    message: 'Object of type coroutine is not JSON serializable',
  })
})

test('a timer can be cancelled until it has fired, and wants a date', async () => {
  const source = `
def o(context):
    t = context.create_timer(context.current_utc_datetime + timedelta(days=30, microseconds=7))
    a = context.call_activity("A")
    yield context.task_any([a, t])
    t.cancel()
    seen = [t.is_cancelled, t.is_completed]
    done = context.create_timer(context.current_utc_datetime)
    yield done
    for make in (done.cancel, lambda: context.create_timer("soon")):
        try:
            make()
        except ValueError as error:
            seen.append(str(error))
    return seen
`
  const answer = await answerOf(source, [[done(0, 1)], [fired(2)]])
  expect(answer.output).toEqual([
    true,
    false,
    'Cannot cancel a completed task.',
    "('fireAt: Expected valid datetime object but got ', 'soon')",
  ])
  expect(answer.actions[0]).toEqual(
    any(call('A'), { actionType: 5, fireAt: '2024-01-31T00:00:00.000007Z', isCanceled: true }),
  )
})

test('get_input reads a text or an object and fails for other JSON', async () => {
  const source = 'def o(context):\n    yield context.call_activity("A", context.get_input())'
  const inputOf = async (input: unknown) => (await answerOf(source, [], input)).actions
  expect(await inputOf(null)).toEqual([call('A', 'null')])
  expect(await inputOf({ a: 1 })).toEqual([call('A', '{"a": 1}')])
  expect(await inputOf('"text"')).toEqual([call('A', '"text"')])
  expect(await inputOf('5')).toEqual([call('A', '5')])
  expect(await answerOf(source, [], [1, 2])).toMatchObject({
    error: 'the JSON object must be str, bytes or bytearray, not list',
  })
  expect(await answerOf(source, [], 'plain')).toMatchObject({ error: 'Expecting value: line 1 column 1 (char 0)' })
})

test('objects of own classes travel by to_json and from_json, and others not at all', async () => {
  const source = `
import sys, types, datetime
shapes = sys.modules["shapes"] = types.ModuleType("shapes")

class Point:
    def __init__(self, x):
        self.x = x

    @staticmethod
    def to_json(point):
        return str(point.x)

    @staticmethod
    def from_json(data):
        return Point(int(data))

Point.__module__ = "shapes"
shapes.Point = Point

def o(context):
    point = yield context.call_activity("A", Point(1))
    try:
        context.call_activity("B", datetime.datetime(2024, 1, 1))
    except TypeError as error:
        return [point.x, str(error)]
`
  const wire = { __class__: 'Point', __module__: 'shapes', __data__: '2' }
  const answer = await answerOf(source, [[done(0, wire)]])
  expect(answer.actions).toEqual([call('A', '{"__class__": "Point", "__module__": "shapes", "__data__": "1"}')])
  expect(answer.output).toEqual([2, "class <class 'datetime.datetime'> does not expose a `to_json` function"])
})

test('text that is sent by call_http is JSON text once more', async () => {
  const source = `
def o(context):
    token = df.ManagedIdentityTokenSource("https://management.core.windows.net/")
    yield context.call_http("POST", "http://x/", "hi", {"a": "b"}, token)
`
  const tokenSource = { resource: 'https://management.core.windows.net/', kind: 'AzureManagedIdentity' }
  const httpRequest = { method: 'POST', uri: 'http://x/', content: '"hi"', headers: { a: 'b' }, tokenSource }
  expect((await answerOf(source)).actions).toEqual([{ actionType: 8, httpRequest }])
})
