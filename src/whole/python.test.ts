import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { episodesOf } from '#storage/queries.ts'
import { filesOf } from './sample-app.ts'
import { type Files, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

await sharedPython()

/** A Python app of one file, with an HTTP function that starts any orchestrator by its name. */
const pythonApp = (code: string): Files => ({
  'function_app.py': `import azure.functions as func, azure.durable_functions as df, json, logging
from datetime import timedelta
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="start/{name}", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client):
    body = req.get_body()
    instance_id = await client.start_new(req.route_params["name"], client_input=json.loads(body) if body else None)
    return client.create_check_status_response(req, instance_id)
@app.activity_trigger(input_name="who")
def hello(who): return f"Hello {who}!"
${code}`,
})

test('Hello Cities in Python chains, and fans out and in', async () => {
  const app = await wholeApp(await filesOf('hello-cities-python'))
  const chain = await app.start('POST /api/StartChaining')
  expect((await app.until(chain, 'Completed')).output).toBe('["Hello Tokyo!", "Hello Seattle!", "Hello London!"]')
  const fan = await app.start('POST /api/StartFanOutFanIn')
  expect(JSON.parse((await app.until(fan, 'Completed')).output ?? '')).toHaveLength(5)
  const names = (await app.history(chain)).flatMap((event) => (event.type === 'TaskScheduled' ? [event.name] : []))
  expect(names).toEqual(['say_hello', 'say_hello', 'say_hello'])
})

test('the v1 quickstart answers as its article says', async () => {
  const app = await wholeApp(await filesOf('hello-python-v1'))
  const id = await app.start('GET /api/orchestrators/HelloOrchestrator')
  expect((await app.until(id, 'Completed')).output).toBe('["Hello Tokyo!", "Hello Seattle!", "Hello London!"]')
})

test('a tab closed in the middle goes on from history, and lines of a replay are marked', async () => {
  const app = await wholeApp(
    pythonApp(`
@app.orchestration_trigger(context_name="context")
def approve(context):
    logging.info("begun")
    greeting = yield context.call_activity(hello, "Ada")
    approval = yield context.wait_for_external_event("Approval")
    return [greeting, approval]`),
  )
  const id = await app.start('POST /api/start/approve')
  await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
  const again = await app.reopen()
  await again.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/Approval`, { by: 'me' })
  expect((await again.until(id, 'Completed')).output).toBe('["Hello Ada!", {"by": "me"}]')
  await vi.waitUntil(async () => (await begun(again)).length === 3, PATIENCE)
  expect(await begun(again)).toEqual([false, true, true])
})

async function begun({ db }: Awaited<ReturnType<typeof wholeApp>>): Promise<(boolean | undefined)[]> {
  const lines = (await db.logs.toArray()).flatMap((row) => row.lines)
  return lines.filter(({ text }) => text === 'begun').map(({ isReplaying }) => isReplaying)
}

test("an activity's exception reaches history with its class and the person's line, and the orchestrator may catch it", async () => {
  const app = await wholeApp(
    pythonApp(`
@app.activity_trigger(input_name="x")
def fail(x): raise ValueError("no such city")
@app.orchestration_trigger(context_name="context")
def catches(context):
    try: yield context.call_activity("fail", 1)
    except Exception as error: return str(error)
@app.orchestration_trigger(context_name="context")
def fails(context): yield context.call_activity("fail", 1)`),
  )
  const caught = await app.until(await app.start('POST /api/start/catches'), 'Completed')
  expect(caught.output).toContain("Activity function 'fail' failed:  ValueError: no such city")
  expect(caught.output).toContain('File \\"/home/site/wwwroot/function_app.py\\", line 14, in fail')
  const failed = await app.until(await app.start('POST /api/start/fails'), 'Failed')
  expect(failed.output).toContain('ValueError: no such city')
})

test('a virtual clock passes days of Python timers, and an input arrives', async () => {
  const app = await wholeApp(
    pythonApp(`
@app.orchestration_trigger(context_name="context")
def sleep(context):
    for _ in range(3): yield context.create_timer(context.current_utc_datetime + timedelta(days=1))
    return context.get_input()`),
  )
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/sleep', { a: [1, 'é'] })
  const { output, createdAt, updatedAt } = await app.until(id, 'Completed')
  expect(JSON.parse(output ?? '')).toEqual({ a: [1, 'é'] })
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(3 * 86_400_000)
})

test('what activities, children, entities and the next execution are given arrives as it was', async () => {
  const app = await wholeApp(
    pythonApp(`
@app.activity_trigger(input_name="given")
def echo(given): return given
@app.orchestration_trigger(context_name="context")
def child(context): return context.get_input()
@app.entity_trigger(context_name="context", entity_name="mirror")
def mirror(context): context.set_result(context.get_input())
@app.orchestration_trigger(context_name="context")
def ask(context):
    given, *seen = context.get_input()
    if len(seen) == 2: return given == seen[0] == seen[1]
    if len(seen) == 1: return context.continue_as_new([given, *seen, *seen])
    answers = yield context.task_all([
        context.call_activity("echo", given),
        context.call_sub_orchestrator("child", given),
        context.call_entity(df.EntityId("mirror", "k"), "look", given),
    ])
    if any(answer != given or type(answer) is not type(given) for answer in answers): return repr(answers)
    context.continue_as_new([given, answers[0]])`),
  )
  for (const given of ['Tokyo', '5', '"quoted"', '', 5, 1.5, true, null, [1, '2'], { a: { b: ['é'] } }]) {
    const { output } = await app.until(await app.start('POST /api/start/ask', [given]), 'Completed')
    expect([given, output]).toEqual([given, 'true'])
  }
})

test('an HTTP function that fails is a 500 whose reason is in the console', async () => {
  const app = await wholeApp(
    pythonApp('@app.route(route="f")\ndef f(req: func.HttpRequest): return json.loads("no JSON")'),
  )
  const response = await app.send('GET /api/f')
  expect([response.status, bodyText(response)]).toEqual([500, ''])
  const lines = async () =>
    (await app.db.logs.toArray()).flatMap((row) => row.lines).filter(({ level }) => level === 'error')
  await vi.waitUntil(async () => (await lines()).length >= 2, PATIENCE)
  const text = (await lines()).map((line) => line.text).join('\n')
  expect(text).toContain('JSONDecodeError: Expecting value')
  expect(text).toContain('File "/home/site/wwwroot/function_app.py", line')
})

test("the guide's queue and blob bindings work in folders: a message goes out, a queue function takes it, a blob is read", async () => {
  const http = { type: 'httpTrigger', direction: 'in', name: 'req', authLevel: 'anonymous' }
  const back = { type: 'http', direction: 'out', name: '$return' }
  const storage = { connection: 'AzureWebJobsStorage' }
  const json = (bindings: readonly object[]) => JSON.stringify({ scriptFile: '__init__.py', bindings })
  const func = 'import azure.functions as func\nimport logging\n'
  const app = await wholeApp({
    'Put/function.json': json([
      http,
      { ...storage, type: 'queue', direction: 'out', name: 'msg', queueName: 'outqueue' },
      { ...storage, type: 'blob', direction: 'out', name: 'kept', path: 'samples/note.txt' },
      back,
    ]),
    'Put/__init__.py': `${func}
def main(req: func.HttpRequest, msg: func.Out[func.QueueMessage], kept: func.Out[str]) -> str:
    message = req.params.get('body')
    msg.set(message)
    kept.set(f"kept {message}")
    return message`,
    'Take/function.json': json([
      { ...storage, type: 'queueTrigger', direction: 'in', name: 'msg', queueName: 'outqueue' },
    ]),
    'Take/__init__.py': `${func}
def main(msg: func.QueueMessage) -> None:
    logging.info("took %s, %s time", msg.get_body().decode(), msg.dequeue_count)`,
    'Items/function.json': json([
      { ...http, route: 'items/{id}' },
      { ...storage, type: 'blob', direction: 'in', name: 'obj', path: 'samples/{id}' },
      back,
    ]),
    'Items/__init__.py': `${func}
def main(req: func.HttpRequest, obj: func.InputStream) -> str:
    return obj.read().decode()`,
  })
  expect(bodyText(await app.send('GET /api/Put?body=hello'))).toBe('hello')
  const lines = async () => (await app.db.logs.toArray()).flatMap((row) => row.lines).map(({ text }) => text)
  await vi.waitUntil(async () => (await lines()).includes('took hello, 1 time'), { timeout: 10_000 })
  expect(bodyText(await app.send('GET /api/items/note.txt'))).toBe('kept hello')
})

test('what an orchestrator in Python uses that no replay can rely on is told with its line', async () => {
  const app = await wholeApp(
    pythonApp(`
import os, random, time, uuid, datetime, requests, urllib.parse
from random import randint
count = 0
def stamp():
    return datetime.datetime.now().isoformat()
@app.activity_trigger(input_name="x")
def free(x): return [random.random(), str(uuid.uuid4()), time.time(), os.environ.get("HOME")]
@app.orchestration_trigger(context_name="context")
def wander(context):
    global count
    count += 1
    if not context.is_replaying: logging.info(time.time())
    seeded = random.Random(5).random(), urllib.parse.quote("a b"), max(1, 2), context.current_utc_datetime, context.new_uuid()
    yield context.call_activity(free, "x")
    stamp()
    [random.random() for _ in range(3)]
    randint(1, 6)
    uuid.uuid4()
    os.environ.get("HOME")
    os.getenv("HOME")
    time.monotonic()
    time.sleep(0)
    return "arrived"`),
  )
  const id = await app.start('POST /api/start/wander')
  const { status, findings = [] } = await app.until(id, 'Completed')
  const first = pythonApp('')['function_app.py']?.split('\n').length ?? 0
  expect([status, findings.map(({ cause, call, at }) => `${cause} ${call} ${(at?.line ?? 0) - first}`)]).toEqual([
    'Completed',
    [
      'state count 11',
      'clock datetime.now() 5',
      'random random.random() 16',
      'random random.randint() 17',
      'uuid uuid.uuid4() 18',
      "environment os.environ['HOME'] 19",
      "environment os.environ['HOME'] 20",
      'clock time.monotonic() 21',
      'timer time.sleep() 22',
    ],
  ])
})

test('D6 G11 a race that an early event ended before its timer was asked for is told, with its line and what to write instead', async () => {
  const files = pythonApp(`
@app.orchestration_trigger(context_name="context")
def hangs(context):
    yield context.wait_for_external_event("Go")
    yield context.wait_for_external_event("Early")
    timeout = context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    yield context.task_any([context.wait_for_external_event("Approval"), timeout]) # here
    timeout.cancel()
    return (yield context.call_activity(hello, "Ada"))

@app.orchestration_trigger(context_name="context")
def mended(context):
    yield context.wait_for_external_event("Go")
    timeout = context.create_timer(context.current_utc_datetime + timedelta(hours=1))
    race = context.task_any([context.wait_for_external_event("Approval"), timeout])
    yield context.task_all([context.call_activity(hello, "Bob"), race])
    timeout.cancel()
    return (yield context.call_activity(hello, "Ada"))`)
  const app = await wholeApp(files)
  const begin = async (name: string) => {
    const id = await app.start(`POST /api/start/${name}`)
    for (const event of ['Early', 'Approval', 'Go'])
      await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/${event}`, true)
    return id
  }
  expect((await app.until(await begin('mended'), 'Completed')).output).toBe('"Hello Ada!"')
  const id = await begin('hangs')
  await vi.waitUntil(async () => (await app.history(id)).some(({ type }) => type === 'TaskCompleted'), PATIENCE)
  const { status, diagnoses = [], executionId } = await app.instance(id)
  const line = 1 + (files['function_app.py']?.split('\n') ?? []).findIndex((text) => text.endsWith('# here'))
  expect([status, diagnoses.map((each) => [each.cause, each.line])]).toEqual(['Running', [['skipped-race', line]]])
  expect(diagnoses[0]?.message).toContain('`yield context.task_all([activity, race])`')
  const episodes = await episodesOf(app.db, id, executionId)
  const skipped = episodes.flatMap(({ trace }) => trace.yields.map(({ isSkipped = false }) => isSkipped))
  expect(skipped).toEqual([false, false, true, false])
})

test('W13: what a trigger names is called by that name, and by no other', async () => {
  const app = await wholeApp(
    pythonApp(`
@app.orchestration_trigger(context_name="context", orchestration="Chain")
def chain_function(context):
    greeting = yield context.call_activity("Greet", "Ada")
    count = yield context.call_entity(df.EntityId("Counter", "k"), "add", 2)
    return [greeting, count]
@app.function_name(name="Greet")
@app.activity_trigger(input_name="who")
def greet_function(who): return f"Hello {who}!"
@app.activity_trigger(input_name="who", activity="Bid")
def bid_function(who): return f"Bye {who}!"
@app.orchestration_trigger(context_name="context")
def bye(context):
    return (yield context.call_activity("bid", "Ada"))
@app.orchestration_trigger(context_name="context")
def lost(context):
    return (yield context.call_activity("bid_function", "Ada"))
@app.entity_trigger(context_name="context", entity_name="Counter")
def counter_function(context):
    context.set_state(context.get_state(lambda: 0) + context.get_input())
    context.set_result(context.get_state())`),
  )
  const chain = await app.start('POST /api/start/chain')
  expect(await app.until(chain, 'Completed')).toMatchObject({ name: 'Chain', output: '["Hello Ada!", 2]' })
  expect((await app.until(await app.start('POST /api/start/bye'), 'Completed')).output).toBe('"Bye Ada!"')
  const lost = await app.start('POST /api/start/lost')
  await vi.waitUntil(async () => (await app.instance(lost)).diagnoses?.[0]?.cause === 'unknown-activity', PATIENCE)
  expect((await app.instance(lost)).diagnoses?.[0]?.message).toContain(
    "known activity functions: 'hello', 'Greet', 'Bid'",
  )
  expect((await app.send('POST /api/start/chain_function')).status).toBe(500)
})
