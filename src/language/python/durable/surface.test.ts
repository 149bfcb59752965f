import { beforeAll, expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { toJsonText } from '#base/json.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { bodyText, type HttpRequestMessage, jsonResponse } from '#durable/http-message.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { openWorker, sharedPython, type TestWorker } from '../testing/worker.ts'

// `azure.durable_functions` as a function app has it, in the language worker, with a host that answers what it is told to.

beforeAll(sharedPython, 60_000)

const app = `
import logging
import azure.functions as func
import azure.durable_functions as df

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
bp = df.Blueprint()

@app.orchestration_trigger(context_name="context")
def hello_cities(context: df.DurableOrchestrationContext):
    logging.info("replaying: %s", context.is_replaying)
    first = yield context.call_activity(hello, "Tokyo")
    context.set_custom_status({"done": [first]})
    second = yield from rest(context)
    return [first, second]

def rest(context):
    name = "Seattle"
    return (yield context.call_activity("hello", name))

@bp.activity_trigger(input_name="city")
def hello(city: str) -> str:
    return f"Hello {city}!"

@app.orchestration_trigger(context_name="context", orchestration="Failing")
def failing(context):
    yield context.call_activity("hello", 1)
    raise ValueError("no such city")

@app.orchestration_trigger(context_name="context")
def no_task(context):
    yield 5

@app.entity_trigger(context_name="context")
def counter(context: df.DurableEntityContext):
    value = context.get_state(lambda: 0)
    if context.operation_name == "add":
        value += context.get_input()
        context.set_result(value)
    elif context.operation_name == "reset":
        value = 0
    elif context.operation_name == "break":
        context.set_state(value + 100)
        raise ValueError("broken")
    elif context.operation_name == "delete":
        context.destruct_on_exit()
        return
    context.set_state(value)

@app.route(route="go/{what}")
@app.durable_client_input(client_name="client")
async def go(req: func.HttpRequest, client) -> func.HttpResponse:
    what = req.route_params["what"]
    try:
        return await globals()["go_" + what](req, client)
    except Exception as error:
        return func.HttpResponse(str(error), status_code=500)

async def go_start(req, client):
    instance_id = await client.start_new("hello_cities", client_input={"a": [1]})
    return client.create_check_status_response(req, instance_id)

async def go_event(req, client):
    await client.raise_event("i", "Approval", {"ok": True})
    return func.HttpResponse("raised")

async def go_status(req, client):
    status = await client.get_status("i")
    assert not await client.get_status("gone")
    return func.HttpResponse(f"{status.runtime_status is df.OrchestrationRuntimeStatus.Running} {status.custom_status} {status.created_time}")

async def go_entity(req, client):
    await client.signal_entity(df.EntityId("Counter", "k"), "add", 5)
    state = await client.read_entity_state(df.EntityId("Counter", "k"))
    return func.HttpResponse(f"{state.entity_exists} {state.entity_state}")

async def go_manage(req, client):
    for verb in (client.suspend, client.resume, client.terminate, client.rewind):
        await verb("i", "some reason")
    purged = await client.purge_instance_history("i")
    return func.HttpResponse(str(purged.instances_deleted))

async def go_wait(req, client):
    return await client.wait_for_completion_or_create_check_status_response(req, "failed", 100, 10)

app.register_functions(bp)
`

const at = 1_704_067_200_000 as EpochMs
const started: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at },
  { type: 'ExecutionStarted', at, name: 'o', input: null, executionId: 'e' },
]
const completed = (id: number, value: unknown): HistoryEvent[] => [
  { type: 'OrchestratorCompleted', at },
  { type: 'OrchestratorStarted', at: (at + 1000) as EpochMs },
  { type: 'TaskCompleted', at, taskScheduledId: id, result: toJsonText(value) },
]

let calls = 0

async function episode(
  { language }: TestWorker,
  name: string,
  events: readonly HistoryEvent[],
  { from = 0, knownActions = 0, executionId = `e${++calls}` } = {},
): Promise<OrchestrateAnswer> {
  const ask = { callId: `episode ${++calls}`, name, instanceId: 'i', executionId, parentInstanceId: null }
  const answer = await language.call('orchestrate', { ...ask, from, events, knownActions })
  if ('needHistory' in answer) throw new Error('it wants the history')
  return answer
}

test('an orchestration runs in episodes; only what is new travels, with the line of each yield', async () => {
  const worker = await openWorker()
  await worker.load(app)
  const first = await episode(worker, 'hello_cities', started, { executionId: 'chain' })
  expect(first.actions).toEqual([{ type: 'CallActivity', name: 'hello', input: '"\\"Tokyo\\""' }])
  expect(first.trace.yields).toMatchObject([{ taskIds: [0], at: { file: 'function_app.py', line: 12 } }])

  const next = await episode(worker, 'hello_cities', completed(0, 'Hello Tokyo!'), {
    executionId: 'chain',
    from: started.length,
    knownActions: 1,
  })
  expect(next).toMatchObject({
    outcome: { type: 'waiting' },
    actionsFrom: 1,
    customStatus: '{"done": ["Hello Tokyo!"]}',
  })
  expect(next.actions).toEqual([{ type: 'CallActivity', name: 'hello', input: '"\\"Seattle\\""' }])
  expect(next.trace).toMatchObject({
    replayedYields: 1,
    awaits: { action: 'CallActivity', taskIds: [1], at: { file: 'function_app.py', line: 19 } },
  })

  const last = await episode(worker, 'hello_cities', completed(1, 'Hello Seattle!'), {
    executionId: 'chain',
    from: started.length + 3,
    knownActions: 2,
  })
  expect(last).toMatchObject({
    outcome: { type: 'done', output: '["Hello Tokyo!", "Hello Seattle!"]' },
    actionsFrom: 2,
    actions: [],
  })
  const lines = worker.lines.filter(({ text }) => text.startsWith('replaying')).map((line) => line.isReplaying)
  expect(lines).toEqual([false, true, true])
})

test('a task that is never yielded is told, with its line, also in the episodes after', async () => {
  const worker = await openWorker()
  await worker.load(`
import azure.durable_functions as df

app = df.DFApp()

@app.orchestration_trigger(context_name="context")
def forgetful(context):
    both = context.task_all([context.call_activity("left"), context.call_activity("right")])
    context.signal_entity(df.EntityId("Box", "k"), "op")
    yield context.call_activity("used")
    context.create_timer(context.current_utc_datetime)
    yield context.call_activity("used")
`)
  const told = (trace: OrchestrateAnswer['trace']) => trace.unasked?.map(({ action, at }) => `${action} ${at?.line}`)
  const first = await episode(worker, 'forgetful', started, { executionId: 'f' })
  expect(told(first.trace)).toEqual(['WhenAll 8'])
  const after = { executionId: 'f', from: 2, knownActions: 2 }
  expect(told((await episode(worker, 'forgetful', completed(1, null), after)).trace)).toEqual([
    'WhenAll 8',
    'CreateTimer 11',
  ])
})

test('an orchestrator that raises fails with its words and its line; one that yields no task with those of the SDK', async () => {
  const worker = await openWorker()
  await worker.load(app)
  const failure = await episode(worker, 'failing', [...started, ...completed(0, null)])
  expect(failure.outcome).toEqual({ type: 'failed', error: 'no such city' })
  expect(failure.trace.failedAt).toEqual({ file: 'function_app.py', line: 28 })
  await expect(episode(worker, 'no_task', started)).rejects.toThrow("'int' object has no attribute 'state'")
})

test('operations of a batch share the context: state outlives a failure, and a result leaks', async () => {
  const worker = await openWorker()
  await worker.load(app)
  const operation = (name: string, input: unknown = null) => ({
    name,
    input: JSON.stringify(JSON.stringify(input)),
    isSignal: false,
  })
  const run = async (state: string | null, ...batch: object[]) => {
    const trigger = { self: { name: 'counter', key: 'k' }, exists: state !== null, state, batch }
    const { result } = await worker.invoke('counter', { context: { kind: 'string', text: JSON.stringify(trigger) } })
    return JSON.parse('text' in result ? result.text : 'null') as unknown
  }
  expect(await run(null, operation('add', 5), operation('break'), operation('reset'), operation('add', 2))).toEqual({
    entityExists: true,
    entityState: '2',
    results: [
      { isError: false, duration: expect.any(Number), result: '5' },
      { isError: true, duration: expect.any(Number), result: '"broken"' },
      { isError: false, duration: expect.any(Number), result: '5' },
      { isError: false, duration: expect.any(Number), result: '2' },
    ],
    signals: [],
  })
  expect(await run('7', operation('delete'))).toMatchObject({ entityExists: false, entityState: 'null' })
  expect(await run('7', { name: 'add', input: '5', isSignal: false })).toMatchObject({
    results: [{ isError: true, result: '"the JSON object must be str, bytes or bytearray, not int"' }],
  })
})

const urls = {
  id: 'INSTANCEID',
  statusQueryGetUri: 'http://host:1/runtime/webhooks/durabletask/instances/INSTANCEID?taskHub=T',
  terminatePostUri: 'http://host:1/runtime/webhooks/durabletask/instances/INSTANCEID/terminate?reason={text}&taskHub=T',
}
const rpcBaseUrl = 'http://127.0.0.1:17071/durabletask/'
const starter = JSON.stringify({ taskHubName: 'T', creationUrls: {}, managementUrls: urls, rpcBaseUrl })

/** What the client asked, and the answer of the function that used it. */
async function go(what: string): Promise<{ status: number; text: string; asked: string[] }> {
  const asked: string[] = []
  const worker = await openWorker({
    http: async ({ request }) => {
      asked.push(`${request.method} ${request.url.slice(rpcBaseUrl.length)} ${bodyText(request)}`.trim())
      return { response: hostAnswer(request) }
    },
  })
  await worker.load(app)
  const request = { method: 'GET', url: 'https://me.example/api/go', headers: [], body: null }
  const { result } = await worker.invoke('go', {
    req: { kind: 'http request', request, params: { what } },
    client: { kind: 'string', text: starter },
  })
  if (result.kind !== 'http response') throw new Error(result.kind)
  return { status: result.status, text: bodyText(result), asked }
}

function hostAnswer({ method, url }: HttpRequestMessage) {
  const status = { name: 'o', instanceId: 'i', createdTime: '2024-01-01T00:00:00Z', customStatus: [1] }
  if (url.includes('/orchestrators/')) return jsonResponse(202, { id: 'new' })
  if (url.includes('/gone')) return { status: 404, headers: [], body: null }
  if (url.includes('/entities/')) return method === 'GET' ? jsonResponse(200, { n: 5 }) : jsonResponse(202, null)
  if (url.includes('/raiseEvent/')) return jsonResponse(410, null)
  if (method === 'DELETE') return jsonResponse(200, { instancesDeleted: 1 })
  if (method === 'POST') return jsonResponse(202, null)
  return jsonResponse(202, { ...status, runtimeStatus: url.includes('/failed') ? 'Failed' : 'Running', output: 'why' })
}

test('the client starts an orchestration; its input is JSON text twice; links go to the origin of the request', async () => {
  const { status, text, asked } = await go('start')
  expect(asked).toEqual([String.raw`POST orchestrators/hello_cities "{\"a\": [1]}"`])
  expect(status).toBe(202)
  expect(JSON.parse(text)).toEqual({
    id: 'new',
    statusQueryGetUri: 'https://me.example/runtime/webhooks/durabletask/instances/new?taskHub=T',
    terminatePostUri: 'https://me.example/runtime/webhooks/durabletask/instances/new/terminate?reason={text}&taskHub=T',
  })
})

test('the client raises when it raises an event to an instance that has ended', async () => {
  const { status, text, asked } = await go('event')
  expect({ status, text }).toEqual({ status: 500, text: 'Instance with ID i is gone: either completed or failed' })
  expect(asked).toEqual([String.raw`POST instances/i/raiseEvent/Approval "{\"ok\": true}"`])
})

test('the client reads statuses; one of no instance is false', async () => {
  const { text, asked } = await go('status')
  expect(text).toBe('True [1] 2024-01-01 00:00:00+00:00')
  expect(asked).toEqual(['GET instances/i', 'GET instances/gone'])
})

test('the client signals and reads entities', async () => {
  const { text, asked } = await go('entity')
  expect(text).toBe("True {'n': 5}")
  expect(asked).toEqual(['POST entities/Counter/k?op=add "5"', 'GET entities/Counter/k'])
})

test('the client suspends, resumes, terminates, rewinds and purges', async () => {
  const { text, asked } = await go('manage')
  const verbs = ['suspend', 'resume', 'terminate', 'rewind'].map(
    (verb) => `POST instances/i/${verb}?reason=some%20reason`,
  )
  expect(asked).toEqual([...verbs, 'DELETE instances/i'])
  expect(text).toBe('1')
})

test('a wait for an instance that failed answers 500 with its status', async () => {
  const { status, text } = await go('wait')
  expect(status).toBe(500)
  expect(JSON.parse(text)).toMatchObject({
    runtimeStatus: 'Failed',
    output: 'why',
    createdTime: '2024-01-01T00:00:00.000000Z',
  })
})

test('v1 modules, unit tests of v2 functions and locals work as with the real package', async () => {
  const python = await sharedPython()
  const seen = python.runPython(`
import json
from unittest.mock import Mock
import azure.durable_functions as df
from azure.durable_functions._episode import locals_of

def chain(context):
    city = "Tokyo"
    first = yield context.call_activity("hello", city)
    return first

app = df.DFApp()

@app.orchestration_trigger(context_name="context")
def decorated(context):
    yield context.call_activity("hello", "x")

@app.entity_trigger(context_name="context")
def thing(context): ...

@app.activity_trigger(input_name="x")
def hello(x: str): ...

main = df.Orchestrator.create(chain)
generator = chain(Mock(df.DurableOrchestrationContext))
next(generator)

def problem(make):
    try:
        make()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

context = Mock(df.DurableOrchestrationContext)
real = df.DurableOrchestrationContext
json.dumps([
    main.orchestrator_function is chain,
    decorated.build().get_user_function().orchestrator_function.__name__,
    thing.build().get_user_function().entity_function.__name__,
    sorted(locals_of(generator)),
    locals_of(generator)["city"],
    problem(lambda: real.call_activity(context, decorated)),
    problem(lambda: real.call_activity(context, chain)),
    problem(lambda: real.call_activity(context, "")),
    problem(lambda: df.RetryOptions(0, 1)),
    problem(lambda: df.EntityId("", "k")),
    str(df.EntityId("Counter", "Key1")),
])
`) as string
  expect(JSON.parse(seen)).toEqual([
    true,
    'decorated',
    'thing',
    ['city', 'context'],
    'Tokyo',
    'ValueError: Received function with Trigger-type `orchestrationTrigger` but expected `ActivityTrigger`. Ensure your function is annotated with the `ActivityTrigger` decorator or directly pass in the name of the function as a string.',
    "ValueError: The `call_activity` API received a `Callable` without an associated Azure Functions trigger-type. Please ensure you're using the Python programming model V2 and that your activity function is annotated with the `activity_trigger`decorator. Otherwise, provide in the name of the activity as a string.",
    'ValueError: function_name cannot be empty',
    'ValueError: first_retry_interval_in_milliseconds valuemust be greater than 0.',
    'ValueError: Entity name cannot be empty',
    '@counter@Key1',
  ])
})
