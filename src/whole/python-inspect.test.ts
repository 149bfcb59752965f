import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Inspection, Stretch } from '#durable/inspection.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { episodesOf } from '#storage/queries.ts'
import { historiesOf, replay } from './replay-histories.ts'
import { buildOf, type Files, wholeApp } from './whole-app.ts'

await sharedPython()

const lead = `import azure.functions as func, azure.durable_functions as df, json
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="start", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client):
    return client.create_check_status_response(req, await client.start_new("run", client_input=req.get_json()))
@app.activity_trigger(input_name="value")
def echo(value): return value
@app.activity_trigger(input_name="value")
def fail(value): raise ValueError("no luck")
`
const before = lead.split('\n').length - 1

/** Runs an orchestrator to its end, and looks at all of it. Line 1 is the first line of \`code\`. */
async function lookedAt(code: string, input: unknown): Promise<Inspection> {
  const files: Files = { 'function_app.py': lead + code }
  const app = await wholeApp(files)
  const instanceId = await app.start('POST api/start', input)
  const { executionId } = await app.until(instanceId, 'Completed')
  const { length } = await app.history(instanceId)
  const build = await buildOf(files)
  const ask = { instanceId, executionId, position: length, until: length, buildId: build.id }
  const answer = await app.host.inspect({ ...ask, build })
  if ('needBuild' in answer) throw new Error('asks for what it was sent')
  return answer
}

const told = (stretch: Stretch) => [
  stretch.at && stretch.at.line - before,
  stretch.lines.map(({ line, times }) => `${line - before}${times > 1 ? `×${times}` : ''}`).join(' '),
  stretch.end,
  stretch.answer?.text,
  Object.fromEntries(stretch.locals.map(({ name, text }) => [name, text])),
]

test('a chain in Python: each stretch with its lines, its answer and its variables', async () => {
  const { stretches, from, to } = await lookedAt(
    `@app.orchestration_trigger(context_name="context")
def run(context):
    given = context.get_input()
    total = 0
    for n in given["numbers"]:
        total += yield context.call_activity(echo, n)
    return {"total": total}
`,
    { numbers: [1, 2] },
  )
  expect(from).toBe(0)
  expect(to).toBeGreaterThan(5)
  const given = "{'numbers': [1, 2]}"
  expect(stretches.map(told)).toEqual([
    [6, '3 4 5 6', { kind: 'yielded', awaited: 'call_activity("echo")' }, '1', { given, n: '1', total: '0' }],
    [6, '5 6', { kind: 'yielded', awaited: 'call_activity("echo")' }, '2', { given, n: '2', total: '1' }],
    [7, '5 7', { kind: 'returned', text: "{'total': 3}" }, undefined, { given, n: '2', total: '3' }],
  ])
})

test('a generator within, a failure that is caught, and lines that run only when they are no replay', async () => {
  const { stretches } = await lookedAt(
    `def attempt(context, what):
    try:
        return (yield context.call_activity(fail, what))
    except Exception as error:
        kind = type(error).__name__
    both = yield context.task_all([context.call_activity(echo, what), context.call_activity(echo, kind)])
    return both

@app.orchestration_trigger(context_name="context")
def run(context):
    if not context.is_replaying:
        first = True
    result = yield from attempt(context, "x")
    return result
`,
    null,
  )
  expect(stretches.map((stretch) => told(stretch).slice(0, 4))).toEqual([
    [3, '11 12 13 2 3', { kind: 'yielded', awaited: 'call_activity("fail")' }, expect.stringContaining('Exception(')],
    [6, '4 5 6', { kind: 'yielded', awaited: 'task_all([2])' }, "['x', 'Exception']"],
    [14, '7 14', { kind: 'returned', text: "['x', 'Exception']" }, undefined],
  ])
  expect(stretches[0]?.linesAgain.map(({ line }) => line - before)).toEqual([11, 13, 2, 3])
  expect(stretches[0]?.answer?.isFailure).toBe(true)
  expect(stretches[1]?.locals).toEqual([
    { name: 'what', text: "'x'" },
    { name: 'kind', text: "'Exception'" },
  ])
})

test('values of any kind are shown short, and none of their own code runs', async () => {
  const { stretches } = await lookedAt(
    `class Order:
    def __init__(self): self.id = 7
    def __repr__(self): raise RuntimeError("asked")
    __str__ = __repr__
    def __getattr__(self, name): raise RuntimeError("asked")

@app.orchestration_trigger(context_name="context")
def run(context):
    import datetime, json
    order, text, many, ring = Order(), "x" * 1000, list(range(1000)), []
    ring.append(ring)
    due = datetime.timedelta(hours=1)
    task = context.call_activity(echo, 1)
    failure = KeyError("k")
    yield task
    return None
`,
    null,
  )
  const locals = Object.fromEntries((stretches[0]?.locals ?? []).map(({ name, text }) => [name, text]))
  expect(Object.keys(locals)).toEqual(['order', 'text', 'many', 'ring', 'due', 'task', 'failure'])
  expect(locals).toMatchObject({
    order: 'Order(id=7)',
    ring: '[…]',
    due: 'datetime.timedelta(seconds=3600)',
    task: 'Task: running',
    failure: "KeyError('k')",
  })
  expect(locals['text']?.length).toBeLessThan(300)
  expect(locals['many']).toMatch(/^\[0, 1, 2, .*, …\]$/)
})

test('a timer that was cancelled says so', async () => {
  const { stretches } = await lookedAt(
    `import datetime
@app.orchestration_trigger(context_name="context")
def run(context):
    timer = context.create_timer(context.current_utc_datetime + datetime.timedelta(hours=72))
    first = context.call_activity(echo, 1)
    yield context.task_any([first, timer])
    timer.cancel()
    return (yield context.call_activity(echo, 2))
`,
    null,
  )
  expect(stretches.at(-1)?.locals).toContainEqual({ name: 'timer', text: 'Task: cancelled' })
})

test('a history is followed through Python code as it ran, and to where changed code parts', async () => {
  const chain = (second: string): Files => ({
    'function_app.py': `${lead}@app.orchestration_trigger(context_name="context")
def run(context):
    retries = df.RetryOptions(1, 2)
    one = yield context.call_activity(echo, 1)
    yield context.task_all([context.call_activity(echo, n) for n in range(3)])
    try:
        yield context.call_activity_with_retry(fail, retries, one)
    except Exception:
        yield context.${second}
    return one
`,
  })
  const files = chain('call_activity(echo, 2)')
  const app = await wholeApp(files)
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST api/start', null)
  const { executionId } = await app.until(id, 'Completed')
  const histories = await historiesOf(app, id)
  const { partsAt, episodes } = await replay(app, files, histories)
  expect(partsAt).toBeNull()
  const ran = await episodesOf(app.db, id, executionId)
  expect(episodes.map(({ trace }) => trace)).toEqual(ran.map(({ trace }) => trace))

  const parted = await replay(app, chain('wait_for_external_event("Go")'), histories)
  expect(histories[0]?.events[parted.partsAt ?? -1]).toMatchObject({ type: 'TaskScheduled', id: 8, name: 'echo' })
  expect(parted.episodes.findIndex(({ build }) => build === '')).toBe(episodes.length - 1)
})
