import { expect, test } from 'vitest'
import { starter, type WholeApp, wholeApp } from './whole-app.ts'

const caller = `${starter}
  df.app.orchestration('Call', function* (context) {
    try {
      const { statusCode, headers, content } = yield context.df.callHttp(context.df.getInput())
      return [statusCode, content, headers]
    } catch (e) { return e.message }
  })`

const withFixtures = (fixtures: unknown) => ({
  'src/functions/app.js': caller,
  'fixtures.http.json': JSON.stringify(fixtures),
})

async function call(app: WholeApp, options: object): Promise<{ output: unknown; kinds: string[] }> {
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Call', options)
  const output = JSON.parse((await app.until(id, 'Completed')).output ?? '') as unknown
  const scheduled = (await app.history(id)).filter((event) => 'id' in event)
  return { output, kinds: scheduled.map((event) => `${event.id} ${'name' in event ? event.name : event.type}`) }
}

test('W10 a route of the app itself is called in process, by whatever address', async () => {
  const app = await wholeApp(`${caller}
    app.http('Echo', { handler: async (request) => ({ status: 418, body: await request.text() + request.headers.get('x-a'), headers: { 'X-B': 'b' } }) })`)
  const { output, kinds } = await call(app, {
    method: 'POST',
    url: 'http://localhost:7071/api/Echo',
    body: { n: 1 },
    headers: { 'X-A': 'a' },
  })
  expect(output).toEqual([418, '{"n":1}a', expect.objectContaining({ 'x-b': 'b' })])
  expect(kinds).toEqual(['0 BuiltIn::HttpActivity'])
})

test('W10 a 202 is polled where it says, as often as it says, until it is none', async () => {
  const app = await wholeApp(
    withFixtures([
      {
        method: 'POST',
        url: 'https://jobs.example.com/start',
        response: { status: 202, headers: { Location: '/jobs/1', 'Retry-After': '5' } },
      },
      {
        method: 'GET',
        url: 'https://jobs.example.com/jobs/*',
        sequence: [
          { status: 202, headers: { location: 'https://jobs.example.com/jobs/2' } },
          { status: 200, body: { done: true } },
        ],
      },
    ]),
  )
  const headers = { 'x-functions-key': 'secret', 'x-other': 'kept' }
  const { output, kinds } = await call(app, { method: 'POST', url: 'https://jobs.example.com/start', headers })
  expect(output).toEqual([200, '{"done":true}', expect.anything()])
  expect(kinds).toEqual([
    ...['0 BuiltIn::HttpActivity', '1 TimerCreated', '2 BuiltIn::HttpActivity'],
    ...['3 TimerCreated', '4 BuiltIn::HttpActivity'],
  ])
  const [instance] = await app.db.instances.toArray()
  const history = await app.history(instance?.instanceId ?? '')
  const requests = history.flatMap((event) => (event.type === 'TaskScheduled' ? [JSON.parse(event.input ?? '')] : []))
  expect(requests.map(({ method, uri, headers: sent }) => [method, uri, sent])).toEqual([
    ['POST', 'https://jobs.example.com/start', headers],
    ['GET', 'https://jobs.example.com/jobs/1', { 'x-other': 'kept' }],
    ['GET', 'https://jobs.example.com/jobs/2', { 'x-other': 'kept' }],
  ])
  const timers = history.flatMap((event) => (event.type === 'TimerCreated' ? [event.fireAt - event.at] : []))
  expect(timers[0]).toBeLessThanOrEqual(5_000)
  expect(timers[1]).toBeGreaterThan(25_000)
})

test('W10 without polling, or without a place to ask, a 202 is the answer', async () => {
  const app = await wholeApp(
    withFixtures([
      { url: 'https://a/*', response: { status: 202, headers: { Location: 'https://a/1' } } },
      { url: 'https://b/*', response: { status: 202 } },
    ]),
  )
  const first = await call(app, { method: 'GET', url: 'https://a/', enablePolling: false })
  expect([first.output, first.kinds]).toEqual([[202, '', expect.anything()], ['0 BuiltIn::HttpActivity']])
  const second = await call(app, { method: 'GET', url: 'https://b/' })
  expect([second.output, second.kinds]).toEqual([[202, '', {}], ['0 BuiltIn::HttpActivity']])
})

test('W10 another host fails the task, and the error says how to answer it', async () => {
  const app = await wholeApp(caller)
  const { output } = await call(app, { method: 'GET', url: 'https://api.example.com/users' })
  expect(output).toContain('The network is not granted to this app, so GET https://api.example.com/users was not sent.')
  expect(output).toContain(
    '[{"method":"GET","url":"https://api.example.com/users","response":{"status":200,"body":{}}}] into a file fixtures.http.json',
  )
})

test('W10 fixtures that are wrong fail the task with what is wrong', async () => {
  const app = await wholeApp(withFixtures([{ address: 'https://x' }]))
  expect((await call(app, { method: 'GET', url: 'https://x' })).output).toContain(
    'fixtures.http.json: fixture 1 has no "url".',
  )
})
