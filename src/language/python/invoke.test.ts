import { expect, onTestFinished, test } from 'vitest'
import { encode } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import { installClock } from '../javascript/clock.ts'
import { openWorker, sharedPython } from './testing/worker.ts'

await sharedPython()

const v2 = (code: string) =>
  `import azure.functions as func, asyncio, json, logging, os, sys, time\napp = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)\n${code}`

/** A v2 app of these lines. */
async function appOf(code: string, env: Readonly<Record<string, string>> = {}) {
  const worker = await openWorker()
  await worker.load(v2(code), env)
  return worker
}

/** A function of the v1 model, `f`, with a trigger `x` of that type, and how to call it. */
async function functionOf(trigger: string, code: string, outputs: readonly object[] = []) {
  const worker = await openWorker()
  const bindings = [{ type: trigger, name: 'x', direction: 'in' }, ...outputs]
  const files = {
    'f/function.json': JSON.stringify({ bindings }),
    'f/__init__.py': `import azure.functions as func\n${code}`,
  }
  await worker.load(files, {}, ['f/function.json'])
  return { ...worker, call: (value: BindingValue) => worker.invoke('f', { x: value }) }
}

const text = (value: string): BindingValue => ({ kind: 'string', text: value })
const json = (value: string): BindingValue => ({ kind: 'json', text: value })
const says = (call: Promise<unknown>) =>
  call.then(
    (value) => `it answered ${JSON.stringify(value)}`,
    (error: Error) => error.message,
  )

test('an HTTP request arrives with its method, headers in any case, query, route parameters, body, form and files', async () => {
  const { invoke } = await appOf(`
@app.route(route="f/{id}")
def f(req: func.HttpRequest):
    return json.dumps([req.method, req.url, req.headers["X-TEST"], dict(req.params), dict(req.route_params),
        req.get_body().decode(), req.form and dict(req.form), {k: (v.filename, v.read().decode()) for k, v in (req.files or {}).items()}])`)
  const ask = async (headers: [string, string][], body: string) => {
    const url = 'http://localhost:7071/api/f/7?a=1&b=2&a=3&c='
    const request = { method: 'post', url, headers, body: encode(body) }
    const { result } = await invoke('f', { req: { kind: 'http request', request, params: { id: '7' } } })
    return JSON.parse((result as { text: string }).text) as unknown[]
  }
  const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded']
  expect(await ask([['x-test', '1'], ['X-Test', '2'], form], 'x=1&y=a+b')).toEqual([
    'POST',
    'http://localhost:7071/api/f/7?a=1&b=2&a=3&c=',
    '1,2',
    { a: '1,3', b: '2', c: '' },
    { id: '7' },
    'x=1&y=a+b',
    { x: '1', y: 'a b' },
    {},
  ])
  const part = (head: string, body: string) => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  const multipart = `${part('name="n"', 'v')}${part('name="file"; filename="a.txt"', 'content')}--B--\r\n`
  const parsed = await ask(
    [
      ['x-test', '1'],
      ['Content-Type', 'multipart/form-data; boundary=B'],
    ],
    multipart,
  )
  expect(parsed.slice(-2)).toEqual([{ n: 'v' }, { file: ['a.txt', 'content'] }])
})

test('an HTTP response leaves with its status, headers, cookies and bytes; text is a response; JSON has no charset', async () => {
  const { get } = await appOf(`
@app.route()
def full(req): return func.HttpResponse("hé", status_code=201, headers={"X-A": "b", "Set-Cookie": "k=a/b; Path=/p; HttpOnly; Secure; SameSite=Lax; Max-Age=5"})
@app.route()
def plain(req): return f"Hello {req.params.get('user')}!"
@app.route()
def data(req): return func.HttpResponse(json.dumps({"a": 1}), mimetype="application/json")
@app.route()
def empty(req): return func.HttpResponse(status_code=204)
@app.route()
def nothing(req): pass
@app.route()
def number(req): return 5
`)
  expect(await get('full')).toEqual({
    status: 201,
    headers: {
      'X-A': 'b',
      'content-type': 'text/plain; charset=utf-8',
      'Set-Cookie': 'k=a%2Fb; max-age=5; path=/p; secure; samesite=lax; httponly',
    },
    text: 'hé',
  })
  expect((await get('plain', '?user=Ada')).text).toBe('Hello Ada!')
  expect(await get('data')).toMatchObject({ headers: { 'content-type': 'application/json' }, text: '{"a": 1}' })
  expect(await get('empty')).toMatchObject({ status: 204, text: '' })
  const encoding = 'TypeError: unable to encode outgoing TypedData: unsupported type'
  const converter = `"<class 'azure.functions.http.HttpResponseConverter'>"`
  expect(await says(get('nothing'))).toBe(`${encoding} ${converter} for Python type "NoneType"`)
  expect(await says(get('number'))).toBe(`${encoding} ${converter} for Python type "int"`)
})

test('an activity gets what JSON text says, or else the text; what it returns leaves as JSON, as Python writes it', async () => {
  const { call } = await functionOf(
    'activityTrigger',
    `
class City:
    def __init__(self, name): self.name = name
    @staticmethod
    def to_json(city): return city.name
    @staticmethod
    def from_json(text): return City(text)
def main(x):
    if x == "city": return [City("Tokyo")]
    if x == "none": return None
    if x == "set": return {1}
    if isinstance(x, list): return x[0].name
    return {"got": x, "kind": type(x).__name__}`,
  )
  const result = async (value: BindingValue) => (await call(value)).result
  expect(await result(json('"Tokyo"'))).toEqual(json('{"got": "Tokyo", "kind": "str"}'))
  expect(await result(text('Tokyo'))).toEqual(json('{"got": "Tokyo", "kind": "str"}'))
  expect(await result(text('5'))).toEqual(json('{"got": 5, "kind": "int"}'))
  expect(await result(json('null'))).toEqual(json('{"got": null, "kind": "NoneType"}'))
  expect(await result(text('none'))).toEqual(json('null'))
  const city = '[{"__class__": "City", "__module__": "__app__.f", "__data__": "Tokyo"}]'
  expect(await result(text('city'))).toEqual(json(city))
  expect(await result(json(city))).toEqual(json('"Tokyo"'))
  expect(await says(call(text('set')))).toBe('ValueError: activity trigger output must be json serializable ({1})')
})

test('messages, blobs and timers arrive as their classes, also for str and bytes', async () => {
  const queue = await functionOf(
    'queueTrigger',
    'def main(x: func.QueueMessage) -> None: print(x.get_body(), x.get_json()["a"], x.id, x.dequeue_count)',
  )
  await queue.call(text('{"a": 1}'))
  expect(queue.lines[0]?.text).toBe(`b'{"a": 1}' 1 None None`)
  const asText = await functionOf('queueTrigger', 'def main(x: str): print(repr(x))')
  await asText.call(text('hello'))
  expect(asText.lines[0]?.text).toBe("'hello'")
  const blob = await functionOf(
    'blobTrigger',
    'def main(x: func.InputStream): print(x.read(2), x.read(), x.readable(), x.seekable(), x.name)',
  )
  await blob.call({ kind: 'bytes', bytes: encode('abcd') })
  expect(blob.lines[0]?.text).toBe("b'ab' b'cd' True False None")
  const timer = await functionOf(
    'timerTrigger',
    'def main(x: func.TimerRequest): print(x.past_due, x.schedule_status, x.schedule)',
  )
  await timer.call(json('{"IsPastDue": true, "ScheduleStatus": {"Last": "t"}, "Schedule": {"AdjustForDST": true}}'))
  expect(timer.lines[0]?.text).toBe("True {'Last': 't'} {'AdjustForDST': True}")
})

const out = (name: string, type: string) => ({ name, type, direction: 'out' })

test('outputs leave by name: what was set, in the form of its binding; what was not is left out', async () => {
  const outputs = ['text', 'message', 'list', 'unset'].map((name) => out(name, 'queue'))
  const { call } = await functionOf(
    'queueTrigger',
    `
import typing
def main(x: func.QueueMessage, text: func.Out[str], message: func.Out[func.QueueMessage], list: func.Out[typing.List[str]],
         unset: func.Out[str], blob: func.Out[bytes]) -> str:
    text.set("a"); message.set(func.QueueMessage(id="1", body="b")); list.set(["c", func.QueueMessage(body=b"d")]); blob.set(b"e")
    return "returned"`,
    [...outputs, out('blob', 'blob'), out('$return', 'queue')],
  )
  expect(await call(text('x'))).toEqual({
    result: text('returned'),
    outputs: {
      text: text('a'),
      message: json('{"id": "1", "body": "b"}'),
      list: json('["c", {"id": null, "body": "d"}]'),
      blob: { kind: 'bytes', bytes: encode('e') },
    },
  })
})

test('a value returned without $return is an error in the words of the real worker', async () => {
  const { call } = await functionOf('queueTrigger', 'def main(x): return 1')
  expect(await says(call(text('x')))).toBe(
    "RuntimeError: function 'f' without a $return binding returned a non-None value",
  )
})

test("a function's error leaves with its class, and a trace of the person's own lines only", async () => {
  const { get } = await appOf(`
def deep(): raise ValueError("no such city")
@app.route()
def f(req):
    deep()
class Odd(Exception):
    def __str__(self): raise KeyError
@app.route()
def odd(req): raise Odd
`)
  const error = await get('f').catch((thrown: unknown) => thrown as Error)
  expect(error).toMatchObject({ name: 'ValueError', message: 'ValueError: no such city' })
  const lines = String((error as Error).stack).match(/File .*/g)
  expect(lines).toEqual([
    'File "/home/site/wwwroot/function_app.py", line 7, in f',
    'File "/home/site/wwwroot/function_app.py", line 4, in deep',
  ])
  expect(await says(get('odd'))).toBe('Odd: (its message cannot be read)')
})

test('the context, wherever it stands, tells the invocation, the function and its folder', async () => {
  const { get } = await appOf(`
@app.function_name("Named")
@app.route()
async def f(context: func.Context, req: func.HttpRequest) -> str:
    return json.dumps([context.invocation_id, context.function_name, context.function_directory,
        context.thread_local_storage.invocation_id, context.retry_context.retry_count])`)
  const { text: told } = await get('Named')
  expect(JSON.parse(told)).toEqual(['call 1', 'Named', '/home/site/wwwroot', 'call 1', 0])
})

test('logging reaches the console with its level, print as information, and each line knows its call, after an await too', async () => {
  const worker = await appOf(`
@app.route()
async def f(req):
    name = req.params["n"]
    logging.debug("unseen"); logging.info("info %s", name); logging.getLogger("mine").warning("warned")
    await asyncio.sleep(0.002)
    print("printed", name); print("a\\nb", end=""); print("!")
    logging.error("error"); logging.critical("critical"); print("to stderr", file=sys.stderr); print("no end", end="")
    return ""
`)
  await Promise.all([worker.get('f', '?n=1'), worker.get('f', '?n=2')])
  const of = (call: string) =>
    worker.lines.filter(({ callId }) => callId === call).map((line) => `${line.level} ${line.text}`)
  expect(of('call 1')).toEqual([
    'information info 1',
    'warning warned',
    'information printed 1',
    'information a',
    'information b!',
    'error error',
    'critical critical',
    'error to stderr',
    'information no end',
  ])
  expect(of('call 2')).toHaveLength(9)
  expect(worker.started).toEqual(['call 1', 'call 2'])
})

test('PYTHON_ENABLE_DEBUG_LOGGING shows debug lines; an exception is logged with its trace', async () => {
  const worker = await appOf(
    `
@app.route()
def f(req):
    logging.debug("seen")
    try: 1 / 0
    except ZeroDivisionError: logging.exception("oh")
    return ""`,
    { PYTHON_ENABLE_DEBUG_LOGGING: '1' },
  )
  await worker.get('f')
  const [debug, exception] = worker.lines.filter(({ callId }) => callId !== null)
  expect(debug).toMatchObject({ level: 'debug', text: 'seen' })
  expect(exception?.text).toMatch(/^oh\nTraceback [^]*line 7, in f\n[^]*ZeroDivisionError: division by zero$/)
})

test('what would end a worker is a message, and the worker goes on', async () => {
  const worker = await appOf(`
@app.route()
def leave(req): sys.exit(3)
@app.route()
async def leave_async(req): raise SystemExit
@app.route()
def interrupt(req): raise KeyboardInterrupt()
@app.route()
def deep(req):
    def down(n): return down(n + 1)
    return down(0)
@app.route()
def big(req): return "x" * 100_000_000
@app.route()
def chatty(req):
    logging.info("x" * 100_000_000)
    return "fine"
@app.route()
def sleeper(req): time.sleep(60)
@app.route()
def short(req):
    time.sleep(0.01)
    return "slept"
`)
  expect(await says(worker.get('leave'))).toMatch(/^SystemExit: 3\. The function ended its language worker/)
  expect(await says(worker.get('leave_async'))).toMatch(/^SystemExit: None\./)
  expect(await says(worker.get('interrupt'))).toBe('KeyboardInterrupt: ')
  expect(await says(worker.get('deep'))).toBe('RecursionError: maximum recursion depth exceeded')
  expect(await says(worker.get('big'))).toBe("ValueError: the function's answer is 95 MB; the limit is 16 MB")
  expect((await worker.get('chatty')).text).toBe('fine')
  expect(worker.lines.at(-1)?.text).toMatch(/^x+… \(100000000 characters; the limit is 32768\)$/)
  expect(worker.lines.at(-1)?.text).toHaveLength(32_768)
  expect(await says(worker.get('sleeper'))).toMatch(/^RuntimeError: time\.sleep\(60\) would hold Python's only thread/)
  expect((await worker.get('short')).text).toBe('slept')
}, 60_000)

test('requests and urllib say at the call why nothing is sent: here Python cannot wait for an answer', async () => {
  const worker = await appOf(`
import requests, urllib.request, socket, http.client
@app.route()
def f(req):
    for call in (lambda: requests.get("https://example.com/a", params={"q": 1}), lambda: urllib.request.urlopen("https://example.com/b"),
                 lambda: socket.create_connection(("example.com", 80)), lambda: http.client.HTTPConnection("example.com").request("GET", "/")):
        try: call()
        except (requests.exceptions.RequestException, OSError) as error: print(type(error).__name__, str(error)[:60])
    return urllib.request.urlopen("data:text/plain,works").read().decode()`)
  expect((await worker.get('f')).text).toBe('works')
  expect(worker.lines.map(({ text: line }) => line)).toEqual([
    'ConnectionError GET https://example.com/a?q=1: this browser cannot pause Pyt',
    'URLError <urlopen error GET https://example.com/b: this browser canno',
    "OSError ('example.com', 80): there are no sockets in the playground.",
    'OSError example.com:80: there are no sockets in the playground. Use ',
  ])
})

test('what a trigger tells beside its value is in the message, and the context knows the attempt', async () => {
  const worker = await functionOf(
    'queueTrigger',
    `
def main(x: func.QueueMessage, context) -> None:
    retry = context.retry_context
    print(x.id, x.dequeue_count, x.insertion_time.isoformat(), x.pop_receipt, retry.retry_count, retry.max_retry_count, retry.exception.message)`,
  )
  const triggerMetadata = {
    Id: text('an-id'),
    DequeueCount: json('2'),
    InsertionTime: text('2026-11-20T07:26:00.1234567+00:00'),
    PopReceipt: text('r'),
  }
  await worker.invoke(
    'f',
    { x: text('hello') },
    { triggerMetadata, retry: { retryCount: 1, maxRetryCount: 3, failure: 'boom' } },
  )
  expect(worker.lines[0]?.text).toBe('an-id 2 2026-11-20T07:26:00.123456+00:00 r 1 3 boom')
})

test('module globals stay between invocations, settings are the environment, temporary files are files', async () => {
  const { get } = await appOf(
    `
import tempfile
CACHE = None
@app.route()
def f(req):
    global CACHE
    CACHE = (CACHE or 0) + 1
    with tempfile.NamedTemporaryFile() as fp:
        fp.write(b"Hello world!")
        names = os.listdir(tempfile.gettempdir())
    return f"{CACHE} {os.environ['myAppSetting']} {os.environ['AzureWebJobsScriptRoot']} {os.path.basename(fp.name) in names}"`,
    { myAppSetting: 'mine' },
  )
  await get('f')
  expect((await get('f')).text).toBe('2 mine /home/site/wwwroot True')
})

test('synchronous functions run one after another, asynchronous ones together, and the console says so when asked for more', async () => {
  const worker = await appOf(
    `
@app.route()
async def together(req):
    print("begin")
    await asyncio.sleep(0.003)
    print("end")
    return ""`,
    { PYTHON_THREADPOOL_THREAD_COUNT: '4' },
  )
  await Promise.all([worker.get('together'), worker.get('together')])
  expect(worker.lines[0]?.text).toContain('PYTHON_THREADPOOL_THREAD_COUNT is 4')
  expect(worker.lines.slice(1).map(({ text: line }) => line)).toEqual(['begin', 'begin', 'end', 'end'])
})

test('Python sees hub time', async () => {
  onTestFinished(installClock())
  const worker = await appOf(`
import datetime
@app.route()
def f(req): return json.dumps([time.time(), datetime.datetime.now(datetime.timezone.utc).timestamp(), time.monotonic()])`)
  const seconds = async () => JSON.parse((await worker.get('f')).text) as [number, number, number]
  const before = await seconds()
  await worker.language.call('clock', { mode: 'real', offset: 86_400_000 })
  const after = await seconds()
  await worker.language.call('clock', { mode: 'real', offset: 0 })
  expect(after[0] - before[0]).toBeGreaterThanOrEqual(86_400)
  expect(after[1] - before[1]).toBeGreaterThanOrEqual(86_400)
  expect(after[2] - before[2]).toBeLessThan(60)
})

/** The extension of the tutorial, as published: it appends to a private field of the response. */
const timerExtension = `
import typing
from logging import Logger
from time import time
from azure.functions import AppExtensionBase, Context, HttpResponse

class TimerExtension(AppExtensionBase):
    """A Python worker extension to record elapsed time in a function invocation"""

    @classmethod
    def init(cls):
        cls.start_timestamps: typing.Dict[str, float] = {}

    @classmethod
    def configure(cls, *args, append_to_http_response: bool = False, **kwargs):
        cls.append_to_http_response = append_to_http_response

    @classmethod
    def pre_invocation_app_level(cls, logger: Logger, context: Context, func_args: typing.Dict[str, object], *args, **kwargs) -> None:
        logger.info(f'Recording start time of {context.function_name}')
        cls.start_timestamps[context.invocation_id] = time()

    @classmethod
    def post_invocation_app_level(cls, logger: Logger, context: Context, func_args: typing.Dict[str, object], func_ret: typing.Optional[object], *args, **kwargs) -> None:
        if context.invocation_id in cls.start_timestamps:
            start_time: float = cls.start_timestamps.pop(context.invocation_id)
            end_time: float = time()
            elapsed_time = end_time - start_time
            logger.info(f'Time taken to execute {context.function_name} is {elapsed_time} sec')
            if cls.append_to_http_response and isinstance(func_ret, HttpResponse):
                cls.append_elapsed_time(func_ret, elapsed_time)

    @classmethod
    def append_elapsed_time(cls, resp: HttpResponse, elapsed: float):
        resp._HttpResponse__body += f' (TimeElapsed: {elapsed} sec)'.encode()
`

const extended = {
  'HttpTrigger/function.json': JSON.stringify({
    bindings: [
      { type: 'httpTrigger', name: 'req', direction: 'in' },
      { type: 'http', name: '$return', direction: 'out' },
    ],
  }),
  'HttpTrigger/__init__.py': `import azure.functions as func
from python_worker_extension_timer import TimerExtension
TimerExtension.configure(append_to_http_response=True)
def main(req: func.HttpRequest) -> func.HttpResponse: return func.HttpResponse("done")`,
  'requirements.txt': 'azure-functions\n-e ./extension',
  'extension/setup.py': 'from setuptools import setup\nsetup(name="python_worker_extension_timer")',
  'extension/python_worker_extension_timer/__init__.py': timerExtension,
}

test("the tutorial's timer extension logs its two lines and appends the time; without the setting it sleeps", async () => {
  const worker = await openWorker()
  const entries = ['HttpTrigger/function.json']
  await worker.load(extended, { PYTHON_ENABLE_WORKER_EXTENSIONS: '1' }, entries)
  const { text: answer } = await worker.get('HttpTrigger')
  expect(answer).toMatch(/^done \(TimeElapsed: [\d.e-]+ sec\)$/)
  expect(worker.lines.map(({ text: line }) => line)).toEqual([
    'Recording start time of HttpTrigger',
    expect.stringMatching(/^Time taken to execute HttpTrigger is [\d.e-]+ sec$/),
  ])
  await worker.load(extended, {}, entries)
  expect((await worker.get('HttpTrigger')).text).toBe('done')
})

test('extensions of app and function run in the real order, may change arguments, and their errors stop nothing', async () => {
  const worker = await openWorker()
  const files = {
    'Fn/function.json': extended['HttpTrigger/function.json'],
    'Fn/__init__.py': `import azure.functions as func
def say(level, hook): print(level, hook)
class App(func.AppExtensionBase):
    @classmethod
    def init(cls): say("app", "init")
    @classmethod
    def post_function_load_app_level(cls, name, directory, *a, **k): say("app", f"load {name} {directory}")
    @classmethod
    def pre_invocation_app_level(cls, logger, context, func_args={}, *a, **k):
        say("app", "pre"); func_args["req"] = "changed"
    @classmethod
    def post_invocation_app_level(cls, logger, context, func_args={}, func_ret=None, *a, **k):
        say("app", f"post {func_ret}"); raise ValueError("app is broken")
class Fn(func.FuncExtensionBase):
    def __init__(self, path): super().__init__(path); say("func", "init")
    def post_function_load(self, name, directory, *a, **k): say("func", "load")
    def pre_invocation(self, logger, context, func_args={}, *a, **k): say("func", f"pre {func_args['req']}")
    def post_invocation(self, logger, context, func_args={}, func_ret=None, *a, **k): say("func", "post")
Fn(__file__)
try: App()
except func.FunctionExtensionException as error: say("refused", "App()")
def main(req):
    say("function", req)
    return "ok"`,
  }
  await worker.load(files, { PYTHON_ENABLE_WORKER_EXTENSIONS: 'true' }, ['Fn/function.json'])
  expect((await worker.get('Fn')).text).toBe('ok')
  expect(worker.lines.map(({ text: line }) => line.split('\n')[0])).toEqual([
    'app init',
    'func init',
    'refused App()',
    'func load',
    'app load Fn /home/site/wwwroot/Fn',
    'app pre',
    'func pre changed',
    'function changed',
    'func post',
    'app post ok',
    'app is broken',
  ])
})

test('ASGI and WSGI applications answer every route', async () => {
  const worker = await openWorker()
  await worker.load(`import azure.functions as func
async def application(scope, receive, send):
    if scope["type"] != "http": raise RuntimeError("no lifespan")
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": scope["path"].encode() + b" " + scope["query_string"]})
app = func.AsgiFunctionApp(app=application, http_auth_level=func.AuthLevel.ANONYMOUS)`)
  expect(await worker.get('http_app_func', '?a=1')).toEqual({
    status: 201,
    headers: { 'content-type': 'text/html' },
    text: '/api/http_app_func a=1',
  })
  await worker.load(`import azure.functions as func
def application(environ, start_response):
    start_response("202 Accepted", [("X-Method", environ["REQUEST_METHOD"])])
    return [environ["PATH_INFO"].encode()]
app = func.WsgiFunctionApp(app=application)`)
  expect(await worker.get('http_app_func')).toMatchObject({
    status: 202,
    headers: { 'X-Method': 'GET' },
    text: '/api/http_app_func',
  })
})

test("the guide's unit tests can make requests, messages and responses by hand", async () => {
  const { get } = await appOf(`
@app.route()
def f(req):
    request = func.HttpRequest(method='GET', body=None, url='/api/HttpTrigger', params={'name': 'Test'})
    message = func.QueueMessage(body=b'test')
    response = func.HttpResponse(f"Hello {request.params.get('name')}")
    return json.dumps([response.get_body().decode(), message.get_body().decode(), response.status_code, response.headers.get("x", "none")])`)
  expect(JSON.parse((await get('f')).text)).toEqual(['Hello Test', 'test', 200, 'none'])
})
