import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { parseTry, UsageError } from './arguments.ts'
import { perform, type Door, type Outcome } from './perform.ts'
import { fillPlaceholders, UnknownFieldError } from './placeholders.ts'

test('a command line is a folder, requests and waits in order, and how to run them', () => {
  const args = [
    'app',
    '--request',
    'post /api/Start {"a": 1} ',
    '--request',
    'WAIT Suspended',
    '--request',
    'WAIT 1.5s',
  ]
  expect(parseTry([...args, '--wait', '5', '--clock', 'virtual', '--verbose'])).toEqual({
    folder: 'app',
    steps: [
      { type: 'request', method: 'POST', target: '/api/Start', body: '{"a": 1}' },
      { type: 'wait for status', status: 'Suspended' },
      { type: 'wait', ms: 1500 },
    ],
    limitMs: 5000,
    clock: 'virtual',
    isVerbose: true,
  })
  expect(parseTry(['app', '--request', 'GET {{statusQueryGetUri}}'])).toMatchObject({ limitMs: 60_000, clock: 'real' })
})

test.each([
  [['--request', 'GET /'], 'Name one folder'],
  [['a', 'b', '--request', 'GET /'], 'Name one folder'],
  [['a'], 'at least one request'],
  [['a', '--request', 'GET'], '"GET" is no request'],
  [['a', '--request', ''], '"" is no request'],
  [['a', '--request', 'WAIT forever'], '"WAIT forever" is unknown'],
  [['a', '--request', 'GET /', '--wait', 'long'], '--wait long'],
  [['a', '--request', 'GET /', '--clock', 'paused'], '--clock paused'],
  [['a', '--requests', 'GET /'], 'Unknown option'],
])('%j is refused', (args, why) => {
  expect(() => parseTry(args)).toThrow(UsageError)
  expect(() => parseTry(args)).toThrow(why)
})

test('a placeholder is the field of the last JSON answer that has it', () => {
  const bodies = ['{"id":"one","n":{"a":[1]}}', '{"id":"two"}', 'no JSON', '[{"id":"three"}]']
  expect(fillPlaceholders('/api/{{id}}/{{ n }}', bodies)).toBe('/api/two/{"a":[1]}')
  expect(fillPlaceholders('{"a":{"b":1}}', [])).toBe('{"a":{"b":1}}')
  expect(() => fillPlaceholders('{{toString}}', bodies)).toThrow(UnknownFieldError)
})

/** Answers as a function app would; an instance named `i` goes through `statuses`, one a question. */
async function appWith(statuses: readonly string[]) {
  const asked: string[] = []
  const left = [...statuses]
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request)
    asked.push(`${request.method} ${request.url}${body && ` ${body}`}`)
    if (request.url === '/api/start') response.end(JSON.stringify({ id: 'i', statusQueryGetUri: `${origin}/status` }))
    else if (request.method === 'DELETE') {
      left.splice(0)
      response.end('purged')
    } else if (request.url === '/status' && left.length === 0) response.writeHead(404).end()
    else if (request.url === '/status') {
      response.end(`{"name":"o","runtimeStatus":"${left.length > 1 ? left.shift() : left[0]}"}`)
    } else if (request.url === '/api/missing') response.writeHead(404).end('gone')
    else response.end(`echo ${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const printed: string[] = []
  const door: Door = {
    print: (body) => printed.push(body.toString().replaceAll(origin, '')),
    async send({ method, url, body }) {
      const answer = await fetch(new URL(url, origin), { method, body })
      return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) }
    },
  }
  const run = (requests: readonly string[], wait = '5'): Promise<Outcome> =>
    perform(parseTry(['app', '--wait', wait, ...requests.flatMap((request) => ['--request', request])]), door)
  return { run, printed, asked }
}

test('an instance is followed to its end, and its status stands in place of the payload that came last', async () => {
  const { run, printed } = await appWith(['Pending', 'Running', 'Completed'])
  expect(await run(['POST /api/start'])).toBe('as hoped')
  expect(printed).toEqual(['{"name":"o","runtimeStatus":"Completed"}'])
})

test('a payload that did not come last is printed as it is, and the status comes after everything', async () => {
  const { run, printed } = await appWith(['Running', 'Failed'])
  expect(await run(['POST /api/start', 'POST /api/raise/{{id}} "yes {{id}}"'])).toBe('otherwise')
  expect(printed).toEqual([
    '{"id":"i","statusQueryGetUri":"/status"}',
    'echo "yes i"',
    '{"name":"o","runtimeStatus":"Failed"}',
  ])
})

test('a wait lasts until the instance is there', async () => {
  const { run, asked } = await appWith(['Pending', 'Running', 'Running', 'Completed'])
  expect(await run(['POST /api/start', 'WAIT Running', 'GET /api/next'])).toBe('as hoped')
  expect(asked).toEqual([
    'POST /api/start',
    'GET /status',
    'GET /status',
    'GET /api/next',
    'GET /status',
    'GET /status',
  ])
})

test('a plain function succeeds by its status alone', async () => {
  const { run, printed } = await appWith([])
  expect(await run(['POST /api/echo hi'])).toBe('as hoped')
  expect(await run(['GET /api/missing'])).toBe('otherwise')
  expect(printed).toEqual(['echo hi', 'gone'])
})

test('an instance that a request purged is not followed any more', async () => {
  const { run, printed } = await appWith(['Completed'])
  expect(await run(['POST /api/start', 'WAIT Completed', 'DELETE /status'])).toBe('as hoped')
  expect(printed).toEqual(['{"id":"i","statusQueryGetUri":"/status"}', 'purged'])
})

test('an instance that takes too long, or ends before it was suspended, is an error', async () => {
  const { run, printed } = await appWith(['Running'])
  await expect(run(['POST /api/start'], '0.2')).rejects.toThrow('Instance i is still Running after 0.2 s.')
  await expect(run(['WAIT Running'])).rejects.toThrow('no answer so far names an instance')
  const ended = await appWith(['Terminated'])
  await expect(ended.run(['POST /api/start', 'WAIT Suspended'])).rejects.toThrow('has ended as Terminated')
  expect(printed).toEqual([])
})
