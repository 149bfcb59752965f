import { readFolder } from '../src/commands/try/read-folder.ts'
import { root } from '../src/commands/build/paths.ts'
import type { SourceFile } from '../src/durable/build.ts'
import { encodeProject } from '../src/project/link.ts'
import { expect, test } from './fixtures.ts'
import { openPlayground, runApp, send, statusOf } from './playground.ts'

test.setTimeout(120_000)

const sample = (id: string) => readFolder(`${root}src/samples/${id}`)

/** A Python function app of one file. */
function pythonApp(code: string): SourceFile[] {
  const head = 'import azure.functions as func\nimport azure.durable_functions as df\n'
  return [
    { path: 'host.json', text: '{ "version": "2.0" }' },
    {
      path: 'function_app.py',
      text: `${head}app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)\n${code}`,
    },
  ]
}

test('Hello Cities in Python runs, chaining and fanning out, and its timeline is drawn', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, sample('hello-cities-python'))).toMatchObject({ ok: true })
  const outputOf = async (url: string) => {
    const started = await send(page, 'POST', url)
    expect(started.status).toBe(202)
    await expect.poll(async () => (await statusOf(page, started))['runtimeStatus']).toBe('Completed')
    return (await statusOf(page, started))['output']
  }
  expect(await outputOf('/api/StartChaining')).toEqual(['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'])
  const bars = page.getByRole('treegrid', { name: /^Timeline of/ }).getByRole('row', { level: 2 })
  await expect(bars.filter({ hasText: 'say_hello' })).toHaveCount(3)
  expect(await outputOf('/api/StartFanOutFanIn')).toHaveLength(5)
})

test('the v1 quickstart, with a folder for each function, gives what its article promises', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, sample('hello-python-v1'))).toMatchObject({ ok: true })
  const started = await send(page, 'GET', '/api/orchestrators/HelloOrchestrator')
  await expect.poll(async () => (await statusOf(page, started))['runtimeStatus']).toBe('Completed')
  expect(await statusOf(page, started)).toMatchObject({
    name: 'HelloOrchestrator',
    output: ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'],
  })
})

const slow = pythonApp(`
from datetime import timedelta
calls = 0

@app.activity_trigger(input_name="given")
def count(given):
    global calls
    calls += 1
    return calls

@app.orchestration_trigger(context_name="context")
def slow(context):
    before = yield context.call_activity("count")
    yield context.create_timer(context.current_utc_datetime + timedelta(seconds=6))
    after = yield context.call_activity("count")
    return {"before": before, "after": after}

@app.route(route="Start", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client):
    return client.create_check_status_response(req, await client.start_new("slow"))
`)

test('a reload in the middle of a Python run resumes it from its history', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, slow)).toMatchObject({ ok: true })
  const started = await send(page, 'POST', '/api/Start')
  const bars = page.getByRole('treegrid', { name: /^Timeline of/ }).getByRole('row', { level: 2 })
  await expect(bars.filter({ hasText: 'count' })).toHaveCount(1)

  await page.reload()
  await expect.poll(async () => (await statusOf(page, started))['runtimeStatus'], { timeout: 60_000 }).toBe('Completed')
  // Module globals died with the first page; what the first activity answered did not.
  expect(await statusOf(page, started)).toMatchObject({ output: { before: 1, after: 1 } })
})

test('Python that never returns is stopped on request, and Python that breaks its interpreter gets a new one', async ({
  page,
}) => {
  await openPlayground(page)
  const code = `
import time
@app.route(route="Loop")
def loop(req: func.HttpRequest):
    while True: pass
@app.route(route="Deep")
def deep(req: func.HttpRequest):
    nested = []
    for _ in range(200_000): nested = [nested]
    return repr(nested)
@app.route(route="Hello")
def hello(req: func.HttpRequest): return "hello"
@app.route(route="Sleep")
def sleep(req: func.HttpRequest):
    time.sleep(0.3)
    return "slept"
`
  expect(await runApp(page, pythonApp(code))).toMatchObject({ ok: true })
  expect((await send(page, 'GET', '/api/Sleep')).text).toBe('slept')
  expect((await send(page, 'GET', '/api/Deep')).status).toBe(500)
  expect((await send(page, 'GET', '/api/Hello')).text).toBe('hello')

  const looping = send(page, 'GET', '/api/Loop')
  await page.getByRole('button', { name: 'Stop now' }).click({ timeout: 30_000 })
  expect((await looping).status).toBeGreaterThanOrEqual(500)
  await expect.poll(async () => (await send(page, 'GET', '/api/Hello')).text, { timeout: 30_000 }).toBe('hello')
})

test('a Python app that does not load is told of with its file and line', async ({ page }) => {
  await openPlayground(page)
  const broken = await runApp(page, pythonApp('def f(:\n    pass\n'))
  expect(broken).toMatchObject({ ok: false })
  expect(JSON.stringify(broken)).toMatch(/SyntaxError: invalid syntax.*"file":"function_app.py","line":4/)
})

test('Python code reaches neither the network nor our databases', async ({ page, site }) => {
  await openPlayground(page)
  const code = `
import js, json
from pyodide.ffi import to_js
@app.route(route="Escape")
async def escape(req: func.HttpRequest):
    reached = {}
    async def attempt(name, work):
        try:
            reached[name] = "REACHED " + str(await work())
        except BaseException as error:
            reached[name] = "refused"
    async def script(): return js.Object.constructor("return 1")()
    async def evaluated(): return js.eval("1")
    async def database(): return await js.indexedDB.databases()
    async def fetched(): return await js.Object.getPrototypeOf(js.Object.getPrototypeOf(js.self)).fetch("${site.origin}/")
    for name, work in dict(script=script, evaluated=evaluated, database=database, fetched=fetched).items():
        await attempt(name, work)
    return json.dumps([str(js.self.origin), reached])
`
  expect(await runApp(page, pythonApp(code))).toMatchObject({ ok: true })
  const answered = await send(page, 'GET', '/api/Escape')
  const [origin, reached] = JSON.parse(answered.text) as [string, Record<string, string>]
  expect(origin).toBe('null')
  expect(Object.entries(reached).filter(([, outcome]) => outcome !== 'refused')).toEqual([])
})

test('a link to a Python project opens elsewhere, runs on Run and not before, and what is typed runs next', async ({
  page,
  newProfile,
}) => {
  const code = (text: string) => `@app.route(route="Say")\ndef say(req: func.HttpRequest): return "${text}"\n`
  const files = pythonApp(code('from a link'))
  const stranger = (await newProfile()).pages()[0] ?? page
  await openPlayground(stranger, `/#${encodeProject({ name: 'Shared', files })}`)
  await expect(stranger.getByText('Somebody else wrote this')).toBeVisible()
  expect((await send(stranger, 'GET', '/api/Say')).status).toBe(503)
  await stranger.getByRole('button', { name: 'Run', exact: true }).click()
  const answer = async () => (await send(stranger, 'GET', '/api/Say')).text
  await expect.poll(answer, { timeout: 60_000 }).toBe('from a link')

  await stranger.locator('.monaco-editor').first().click()
  await stranger.keyboard.press('Control+A')
  await stranger.keyboard.insertText(pythonApp(code('typed here'))[1]?.text ?? '')
  await stranger.keyboard.press('Control+Enter')
  await expect.poll(answer, { timeout: 60_000 }).toBe('typed here')
})
