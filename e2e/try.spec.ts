import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { root } from '../src/commands/build/paths.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function tryOut(folder: string, ...args: readonly string[]): Promise<Ended> {
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/commands/try.ts', folder, ...args]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    )
  })
}

const folders: string[] = []
test.afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-'))
  folders.push(folder)
  for (const [path, text] of Object.entries({ 'host.json': '{"version":"2.0"}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const five = ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!', 'Hello Paris!', 'Hello Berlin!']

for (const language of ['typescript', 'javascript', 'python']) {
  test(`Hello Cities in ${language} gives what the quickstart promises`, async () => {
    test.setTimeout(120_000) // two commands, each with a browser of its own, and Python has to start in both
    const folder = join(root, 'src/samples', `hello-cities-${language}`)
    const chain = await tryOut(folder, '--request', 'POST /api/StartChaining')
    expect(chain).toMatchObject({ code: 0, stderr: '' })
    expect(chain.stdout).toContain('"output":["Hello Tokyo!","Hello Seattle!","Hello London!"]')
    expect(Object.keys(JSON.parse(chain.stdout) as object)).toEqual(
      'name,instanceId,runtimeStatus,input,customStatus,output,createdTime,lastUpdatedTime'.split(','),
    )
    const fan = await tryOut(folder, '--request', 'POST /api/StartFanOutFanIn')
    expect([fan.code, (JSON.parse(fan.stdout) as { output: unknown }).output]).toEqual([0, five])
  })
}

/** What `func new` writes: the v1 templates of Azure for Python. */
const v1Quickstart = {
  'requirements.txt': 'azure-functions\nazure-functions-durable\n',
  'local.settings.json':
    '{"IsEncrypted": false, "Values": {"AzureWebJobsStorage": "UseDevelopmentStorage=true", "FUNCTIONS_WORKER_RUNTIME": "python"}}',
  'HelloOrchestrator/function.json':
    '{"scriptFile": "__init__.py", "bindings": [{"name": "context", "type": "orchestrationTrigger", "direction": "in"}]}',
  'HelloOrchestrator/__init__.py': `import logging
import json

import azure.functions as func
import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    result1 = yield context.call_activity('Hello', "Tokyo")
    result2 = yield context.call_activity('Hello', "Seattle")
    result3 = yield context.call_activity('Hello', "London")
    return [result1, result2, result3]

main = df.Orchestrator.create(orchestrator_function)
`,
  'Hello/function.json':
    '{"scriptFile": "__init__.py", "bindings": [{"name": "name", "type": "activityTrigger", "direction": "in"}]}',
  'Hello/__init__.py': 'import logging\n\n\ndef main(name: str) -> str:\n    return f"Hello {name}!"\n',
  'DurableFunctionsHttpStart/function.json': `{
  "scriptFile": "__init__.py",
  "bindings": [
    { "authLevel": "anonymous", "name": "req", "type": "httpTrigger", "direction": "in", "route": "orchestrators/{functionName}", "methods": ["post", "get"] },
    { "name": "$return", "type": "http", "direction": "out" },
    { "name": "starter", "type": "orchestrationClient", "direction": "in" }
  ]
}`,
  'DurableFunctionsHttpStart/__init__.py': `import logging

import azure.functions as func
import azure.durable_functions as df


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = await client.start_new(req.route_params["functionName"], None, None)

    logging.info(f"Started orchestration with ID = '{instance_id}'.")

    return client.create_check_status_response(req, instance_id)
`,
}

test('the v1 quickstart of Python, as its templates write it, gives what its article promises', async () => {
  test.setTimeout(120_000)
  const { code, stdout } = await tryOut(folderOf(v1Quickstart), '--request', 'GET /api/orchestrators/HelloOrchestrator')
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({
      name: 'HelloOrchestrator',
      runtimeStatus: 'Completed',
      output: ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'],
    }),
  ])
})

test('an app in Python may ask itself, also one synchronous function another', async () => {
  test.setTimeout(120_000)
  const code = `import azure.functions as func
import requests, urllib.request
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="Inner")
def inner(req: func.HttpRequest): return "inner"
@app.route(route="Outer")
def outer(req: func.HttpRequest):
    first = requests.get(req.url.replace("Outer", "Inner")).text
    with urllib.request.urlopen(req.url.replace("Outer", "Inner")) as second:
        return f"{first} {second.read().decode()}"
`
  const folder = folderOf({ 'function_app.py': code, 'requirements.txt': 'azure-functions\nrequests==2.19.1\n' })
  expect(await tryOut(folder, '--request', 'GET /api/Outer')).toEqual({ code: 0, stdout: 'inner inner\n', stderr: '' })
})

test("the worker extension of Python's tutorial logs two lines and adds the time to the response", async () => {
  test.setTimeout(120_000)
  const folder = join(root, 'src/whole/python-guide/extension')
  const { code, stdout, stderr } = await tryOut(folder, '--verbose', '--request', 'GET /api/HttpTrigger')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/response\. \(TimeElapsed: [\d.e-]+ sec\)\n$/)])
  expect(stderr).toContain('Recording start time of HttpTrigger')
  expect(stderr).toMatch(/Time taken to execute HttpTrigger is [\d.e-]+ sec/)
})

const orchestration = `const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.orchestration('wait', function* (context) {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600_000))
  return yield context.df.waitForExternalEvent('go')
})
df.app.orchestration('fail', function* () { throw new Error('on purpose') })
app.http('Start', { route: 'start/{name}', methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew(request.params.name))
} })
app.http('Echo', { methods: ['POST'], handler: async (request) => ({ body: await request.text() }) })`

test('on the virtual clock an hour passes at once, and a request can use what an earlier one answered', async () => {
  const folder = folderOf({ 'src/functions/app.js': orchestration })
  const raise = 'POST /runtime/webhooks/durabletask/instances/{{id}}/raiseEvent/go {"of":"{{id}}"}'
  const start = 'POST http://localhost:7071/api/start/wait'
  const { code, stdout } = await tryOut(folder, '--clock', 'virtual', '--request', start, '--request', raise)
  expect(code).toBe(0)
  const [payload = '', answer, status = ''] = stdout.split('\n')
  const { id } = JSON.parse(payload) as { id: string }
  expect([answer, JSON.parse(status)]).toEqual(['', expect.objectContaining({ output: { of: id } })])
})

test('an orchestration that fails, and a plain function, end with their own status', async () => {
  const folder = folderOf({ 'src/functions/app.js': orchestration })
  const failed = await tryOut(folder, '--request', 'POST /api/start/fail')
  expect([failed.code, (JSON.parse(failed.stdout) as { runtimeStatus: string }).runtimeStatus]).toEqual([1, 'Failed'])
  const echo = await tryOut(folder, '--request', 'POST /api/Echo two words')
  expect(echo).toEqual({ code: 0, stdout: 'two words\n', stderr: '' })
})

test('what goes wrong is said on stderr with exit status 2', async () => {
  const missing = await tryOut('/no/such/folder', '--request', 'GET /api/x')
  expect(missing).toEqual({ code: 2, stdout: '', stderr: 'There is no folder /no/such/folder.\n' })

  const broken = await tryOut(folderOf({ 'src/functions/app.js': 'let a = 1\nlet b = (\n' }), '--request', 'GET /api/x')
  expect(broken).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^src\/functions\/app\.js:[23]:/) })

  const folder = folderOf({ 'src/functions/app.js': orchestration })
  const lost = await tryOut(folder, '--request', 'GET /api/nowhere')
  expect(lost).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('No function has the route') })

  const late = await tryOut(folder, '--wait', '1', '--request', 'POST /api/start/wait')
  expect(late).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('still Running after 1 s') })
})
