import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import { readFolder } from '#commands/try/read-folder.ts'
import { bodyText, encode } from '#durable/http-message.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { linesOf, type WholeApp, wholeApp } from './whole-app.ts'

await sharedPython()

/** A code sample of the Python guide, as it is printed, in a folder of its own. */
function guide(name: string): Promise<WholeApp> {
  const folder = fileURLToPath(new URL(`python-guide/${name}`, import.meta.url))
  return wholeApp(Object.fromEntries(readFolder(folder).map(({ path, text }) => [path, text])))
}

interface Case {
  readonly sample: string
  readonly request: string
  readonly body?: unknown
  /** The answer's status, 200 unless given, and text. */
  readonly status?: number
  readonly answer: string | RegExp
  readonly header?: readonly [string, string]
  /** What the console says. */
  readonly lines?: readonly (string | RegExp)[]
}

const sent = 'POST /api/HttpTrigger'
const pass = 'Please pass a name on the query string or in the request body'
const sec = /^This HTTP triggered function .* response\. \(TimeElapsed: \d[\d.e-]* sec\)$/

/** As printed, these return nothing to an http output: Azure's worker has no way to encode that. */
const noAnswer = { status: 500, answer: '' }

const cases: readonly Case[] = [
  { sample: 'model', request: 'GET /api/Greet?user=Ada', answer: 'Hello, Ada!' },
  { sample: 'model', request: 'GET /api/GreetTyped', answer: 'Hello, None!' },
  { sample: 'entry-point', request: 'GET /api/Other', answer: 'customentry of main.py' },
  { sample: 'folders', request: 'GET /api/MyFirstFunction', answer: 'first, with example of MyFirstFunction' },
  { sample: 'folders', request: 'GET /api/MySecondFunction', answer: 'second after first, with' },
  { sample: 'outputs', request: 'GET /api/Put?body=hello', answer: 'hello' },
  {
    sample: 'logging',
    request: 'GET /api/Log',
    ...noAnswer,
    lines: ['Python HTTP trigger function processed a request.'],
  },
  {
    sample: 'logging',
    request: 'GET /api/Levels',
    ...noAnswer,
    lines: ['a critical message', 'an error message', 'a warning message', 'an info message'],
  },
  {
    sample: 'http',
    request: 'GET /api/HttpTrigger?name=Ada',
    answer: 'Hello Ada!',
    header: ['my-http-header', 'some-value'],
  },
  { sample: 'http', request: sent, body: { name: 'Ada' }, answer: 'Hello Ada!' },
  { sample: 'http', request: sent, status: 400, answer: pass, header: ['my-http-header', 'some-value'] },
  { sample: 'concurrency', request: 'GET /api/Coroutine', answer: 'asyncio' },
  { sample: 'concurrency', request: 'GET /api/Blocking', answer: 'thread-pool' },
  { sample: 'context', request: 'GET /api/Context', answer: /^[\da-f]{8}-[\da-f-]{27}$/ },
  { sample: 'context', request: 'GET /api/Facts', answer: 'Facts /home/site/wwwroot/Facts' },
  {
    sample: 'environment',
    request: 'GET /api/Settings',
    ...noAnswer,
    lines: ['My app setting value:of local.settings.json'],
  },
  { sample: 'temporary-files', request: 'GET /api/Temporary', answer: '/tmp True' },
  {
    sample: 'cors',
    request: 'GET /api/Allowed',
    answer: "Allowed origin '{'Access-Control-Allow-Origin': 'https://contoso.com'}'.",
    header: ['access-control-allow-origin', 'https://contoso.com'],
  },
  {
    sample: 'extension',
    request: 'GET /api/HttpTrigger',
    answer: sec,
    lines: ['Recording start time of HttpTrigger', /^Time taken to execute HttpTrigger is [\d.e-]+ sec$/],
  },
]

test.each(cases)('$sample: $request answers what the guide says', async ({ sample, request, body, ...expected }) => {
  const app = await guide(sample)
  const response = await app.send(request, body)
  const text = bodyText(response)
  expect([response.status, text]).toEqual([
    expected.status ?? 200,
    typeof expected.answer === 'string' ? expected.answer : expect.stringMatching(expected.answer),
  ])
  if (expected.header)
    expect(response.headers.map(([name, value]) => [name.toLowerCase(), value])).toContainEqual(expected.header)
  const lines = await linesOf(app)
  for (const line of expected.lines ?? [])
    expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line))
})

test('http: as printed it lacks an import, so that function is in error, each call of it fails, and the other works', async () => {
  const app = await guide('http')
  expect((await app.send('GET /api/AsPrinted')).status).toBe(500)
  expect((await app.send('GET /api/HttpTrigger?name=Ada')).status).toBe(200)
  const lines = await linesOf(app)
  expect(lines.filter((line) => line.includes('AsPrinted'))[0]).toBe(
    "The 'AsPrinted' function is in error: NameError: name 'func' is not defined\n    at AsPrinted/__init__.py:1",
  )
})

test('globals: what was computed once is kept for the next call', async () => {
  const app = await guide('globals')
  const answers = [await app.send('GET /api/Cached'), await app.send('GET /api/Cached')].map(bodyText)
  expect(answers).toEqual(['{"loads": 1}', '{"loads": 1}'])
})

test('inputs: the blob that the route names is read; without an http output the answer is empty', async () => {
  const app = await guide('inputs')
  const blob = { container: 'samples', name: 'note', contentType: 'text/plain', bytes: encode('a note') }
  await app.host.storage({ change: { kind: 'write blob', ...blob } })
  expect((await app.send('GET /api/items/note')).status).toBe(204)
  expect(await linesOf(app)).toContain("Python HTTP triggered function processed: b'a note'")
})

test('outputs: the message lies in the queue', async () => {
  const app = await guide('outputs')
  await app.send('GET /api/Put?body=hello')
  await vi.waitUntil(async () => (await app.db.queueMessages.count()) === 1, PATIENCE)
  expect((await app.db.queueMessages.toArray()).map(({ queue }) => queue)).toEqual(['outqueue'])
})
