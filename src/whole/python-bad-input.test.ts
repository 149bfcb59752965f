import { expect, test } from 'vitest'
import { sharedPython } from '#language/python/testing/worker.ts'
import { linesOf, type WholeApp, wholeApp } from './whole-app.ts'

await sharedPython()

const head = `import azure.functions as func, azure.durable_functions as df, datetime, json, sys
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="start", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client): return client.create_check_status_response(req, await client.start_new("o"))
@app.activity_trigger(input_name="x")
def act(x): return x
@app.activity_trigger(input_name="x")
def bad(x): return BAD
@app.route(route="h")
def h(req): return BAD
@app.orchestration_trigger(context_name="context")
`
const FIRST = head.split('\n').length

/** An orchestrator's end, and what the console said of it. */
async function failed(orchestrator: string, bad = '1'): Promise<{ output: string; lines: string }> {
  const app = await wholeApp({ 'function_app.py': head.replaceAll('BAD', bad) + orchestrator })
  const { status, output } = await app.until(await app.start('POST /api/start'), 'Failed')
  expect(status).toBe('Failed')
  return { output: output ?? '', lines: (await linesOf(app)).join('\n') }
}

test.each([
  ['async def o(context): return 1', 'async def', 0],
  ['async def o(context):\n    await context.call_activity("act", 1)', 'async def', 0],
  ['async def o(context):\n    yield context.call_activity("act", 1)', 'async def', 0],
  ['def o(context):\n    yield 5', '`yield 5` is no task', 1],
  ['def o(context):\n    yield context.call_activity("act", 1)\n    yield [1]', '`yield [1]` is no task', 2],
  ['def o(context):\n    return datetime.datetime(2020, 1, 1)', 'returned datetime.datetime(2020, 1, 1', 0],
])('the SDK fails with %j: the output is as on Azure, with why and where after it', async (code, why, line) => {
  const { output, lines } = await failed(code)
  expect(output).toMatch(/One or more errors occurred\. \(Result: Failure\nException: (?:TypeError|AttributeError)/)
  for (const text of [output, lines]) {
    expect(text).toContain(why)
    expect(text).toContain(`function_app.py:${FIRST + line}: `)
  }
})

test('sys.exit ends nothing but its own call, with file and line, also in the middle of an orchestration', async () => {
  const exits = 'def o(context):\n    yield context.call_activity("act", 1)\n    sys.exit(3)'
  const { output } = await failed(exits)
  expect(output).toContain(
    'SystemExit: 3. The function ended its language worker with sys.exit, which stays alive here.',
  )
  expect(output).toContain(`File "/home/site/wwwroot/function_app.py", line ${FIRST + 2}, in o`)
  const activity = await failed('def o(context): yield context.call_activity("bad", 1)', 'sys.exit(4)')
  expect(activity.output).toContain('SystemExit: 4.')
  expect(activity.output).toContain('line 9, in bad')
})

test.each([
  [
    'def o(context): yield context.call_activity("act", {1, 2})',
    "class <class 'set'> does not expose a `to_json` function",
  ],
  [
    'def o(context): yield context.call_activity("act", "x" * 100_000_000)',
    'the value is 95 MB as JSON; the limit is 16 MB',
  ],
  ['def o(context, deep=lambda deep: deep(deep)): yield deep(deep)', 'maximum recursion depth exceeded'],
])('%s fails at its own line', async (code, words) => {
  const app = await wholeApp({ 'function_app.py': head + code })
  const id = await app.start('POST /api/start')
  expect((await app.until(id, 'Failed')).output).toContain(words)
  const [episode] = await app.db.episodes.toArray()
  expect(episode?.trace.failedAt).toEqual({ file: 'function_app.py', line: FIRST })
})

test.each([
  ['{1, 2}', 'activity trigger output must be json serializable ({1, 2})'],
  ['"x" * 100_000_000', "the function's answer is 95 MB; the limit is 16 MB"],
])('what an activity gives back and nobody can send (%s) names the activity', async (bad, words) => {
  const { output } = await failed('def o(context): yield context.call_activity("bad", 1)', bad)
  expect(output).toContain(words)
  expect(output).toContain('function_app.py:8: what the function gave back')
})

test.each(['None', '{"a": 1}', 'datetime.datetime.now()'])(
  'an HTTP function that returns %s is a 500 with the real words',
  async (bad) => {
    const app: WholeApp = await wholeApp({
      'function_app.py': `${head.replaceAll('BAD', bad)}def o(context): return 1`,
    })
    expect((await app.send('GET /api/h')).status).toBe(500)
    const lines = (await linesOf(app)).join('\n')
    expect(lines).toContain(`unsupported type "<class 'azure.functions.http.HttpResponseConverter'>" for Python type`)
    expect(lines).toContain('function_app.py:10: what the function gave back')
  },
)

test.each([
  ['def f(:\n    pass', 'SyntaxError: invalid syntax\n    def f(:\n          ^\n    at function_app.py:1'],
  ['x = 1\nimport nothing_at_all', "No module named 'nothing_at_all'"],
  ['from azure.functions import Nope', "cannot import name 'Nope' from 'azure.functions'"],
  ['import sys\nsys.exit(2)', 'SystemExit: 2.'],
  ['def f(): f()\nf()', 'maximum recursion depth exceeded\n    at function_app.py:1'],
  ['x = 1', 'Could not find top level function app instances in function_app.py.'],
  ['if True:\nprint(1)', 'IndentationError'],
])('an app that does not load says so with its line: %j', async (code, words) => {
  const loading = wholeApp({ 'function_app.py': code })
  await expect(loading).rejects.toThrow(words)
  await expect(loading).rejects.toThrow(/\n {4}at function_app\.py:\d$/)
})
