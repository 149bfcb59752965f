import { expect, test } from 'vitest'
import { done, failed, fired } from './host.ts'
import { type Code, type Context, DAY, play } from './play.ts'
import type { Program } from './sdk.ts'

// As in oracle.test.ts: both SDKs run every program, and what a test asserts is what both of them do.

const url = 'https://api.example/jobs'
const again = (headers: object) => ({ statusCode: 202, headers, content: '' })
const call = (options: object): Program =>
  function* ({ df }): Code {
    return yield df.callHttp(options as never)
  }

test('H1 what callHttp is given becomes one request', async () => {
  const requests = [
    { method: 'GET', url },
    { method: 'POST', url, body: 'text', headers: { 'X-A': '1' } },
    { method: 'POST', url, body: { a: [1] } },
    { method: 'POST', url, body: '' },
    { method: 'POST', url, body: true },
    { method: 'POST', url, enablePolling: false },
    { method: 'POST', url, asynchronousPatternEnabled: false },
    { method: 'POST', url, asynchronousPatternEnabled: false, enablePolling: true },
    { method: 'POST', url, enablePolling: undefined, asynchronousPatternEnabled: undefined },
  ]
  for (const options of requests) await play(call(options), [[done(0, { statusCode: 200, headers: {}, content: 'x' })]])
  const withToken = await play(function* ({ df }: Context, _note, module): Code {
    const tokenSource = new module.ManagedIdentityTokenSource('https://management.core.windows.net')
    return yield df.callHttp({ method: 'GET', url, tokenSource } as never)
  })
  expect(withToken.state['actions']).toEqual([
    [
      {
        actionType: 8,
        httpRequest: {
          method: 'GET',
          uri: url,
          tokenSource: { resource: 'https://management.core.windows.net', kind: 'AzureManagedIdentity' },
          asynchronousPatternEnabled: true,
        },
      },
    ],
  ])
})

test('H1 without options there is nothing to read', async () => {
  await play(call(undefined as never))
  await play(call(null as never))
})

test('H1 A2 a request is what it is when the episode ends', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    const headers: Record<string, string> = { a: '1' }
    const task = df.callHttp({ method: 'GET', url, headers })
    headers['b'] = '2'
    return yield task
  })
  expect(state['actions']).toMatchObject([[{ httpRequest: { headers: { a: '1', b: '2' } } }]])
})

test('H4 any status is an answer; only a call that fails throws', async () => {
  for (const statusCode of [200, 204, 301, 404, 500]) {
    const { state } = await play(call({ method: 'GET', url }), [[done(0, { statusCode, headers: {}, content: 'c' })]])
    expect(state['output']).toEqual({ statusCode, content: 'c', headers: {} })
  }
  for (const enablePolling of [true, false]) {
    const { state } = await play(call({ method: 'GET', url, enablePolling }), [[failed(0)]])
    expect(state['error']).toContain('boom')
  }
})

test('H4 a polled call gives a response whose headers are found whatever their case', async () => {
  const headers = { 'content-TYPE': 'text/plain', Empty: '' }
  await play(
    function* ({ df }: Context, note): Code {
      const response = (yield df.callHttp({ method: 'GET', url })) as unknown as { getHeader(name: string): string }
      note(JSON.stringify(['Content-Type', 'empty', 'none'].map((name) => response.getHeader(name) ?? 'undefined')))
      const plain = yield df.callHttp({ method: 'GET', url, enablePolling: false })
      return 'getHeader' in (plain as object)
    },
    [[done(0, { statusCode: 200, headers, content: '' })], [done(1, { statusCode: 200, headers, content: '' })]],
  )
  const none = await play(call({ method: 'GET', url }), [[done(0, { statusCode: 202 })]])
  expect(none.state['output']).toEqual({ statusCode: 202 })
})

test('H2 while it answers 202 and says where, the host asks again: a timer and a call each time', async () => {
  const { state, ids, host } = await play(call({ method: 'POST', url, body: 'x' }), [
    [done(0, again({ Location: '/status/1', 'Retry-After': '5' }))],
    [fired(1)],
    [done(2, again({ location: 'https://api.example/status/2' }))],
    [fired(3)],
    [done(4, { statusCode: 200, headers: {}, content: 'ready' })],
  ])
  expect(state['output']).toMatchObject({ content: 'ready' })
  expect([ids, host.tasks.nextId]).toEqual([5, 5])
  expect(state['actions']).toHaveLength(1)
  const scheduled = host.history.flatMap((event) => ('fireAt' in event ? [event.fireAt - event.at] : []))
  expect(scheduled).toEqual([5000, 0, 30_000, 0])
})

test('H2 a 202 that says not where, or that nobody wants polled, is an answer', async () => {
  for (const headers of [{}, { Location: '' }, null])
    expect((await play(call({ method: 'GET', url }), [[done(0, again(headers as object))]])).state['isDone']).toBe(true)
  const { state } = await play(call({ method: 'GET', url, enablePolling: false }), [
    [done(0, again({ Location: url }))],
  ])
  expect(state['output']).toMatchObject({ statusCode: 202 })
})

test('H2 the next call may answer before its timer, or fail', async () => {
  const headers = { Location: url, 'Retry-After': '1' }
  await play(call({ method: 'GET', url }), [
    [done(0, again(headers))],
    [done(2, { statusCode: 200, headers: {}, content: 1 })],
  ])
  await play(call({ method: 'GET', url }), [[done(0, again(headers))], [fired(1)], [failed(2)]])
})

test('H3 Retry-After is a number of seconds; what is none is no wait, and a long one is a long timer', async () => {
  for (const retryAfter of [
    '0',
    '1.5',
    '-3',
    '1e3',
    'Fri, 31 Dec 1999 23:59:59 GMT',
    'soon',
    ' ',
    '',
    '864000',
    ['7'],
  ]) {
    const { ids } = await play(call({ method: 'GET', url }), [
      [done(0, again({ Location: url, 'Retry-After': retryAfter }))],
    ])
    expect(ids).toBe(3)
  }
  const { ids } = await play(call({ method: 'GET', url }), [
    [done(0, again({ Location: url, 'Retry-After': String((7 * DAY) / 1000) }))],
    [fired(1)],
  ])
  expect(ids).toBe(4)
})

test('H2 polled calls stand in compounds, and take both ids of a poll at once', async () => {
  await play(
    function* ({ df }: Context): Code {
      const first = df.callHttp({ method: 'GET', url })
      const both = yield df.Task.all([first, df.callActivity('a'), df.callHttp({ method: 'GET', url })])
      const race = yield df.Task.any([df.callHttp({ method: 'GET', url }), df.callActivity('b')])
      return [both, (race as { isCompleted: boolean }).isCompleted]
    },
    [
      [done(0, again({ Location: url }))],
      [done(2, { statusCode: 200, headers: {}, content: 1 }), done(1)],
      [fired(3)],
      [done(4, { statusCode: 500, headers: {}, content: 2 })],
      [done(6, 'b'), done(5, again({ Location: url }))],
    ],
  )
})

test('H4 an answer that is none raises', async () => {
  for (const result of [null, undefined, 5]) {
    await play(call({ method: 'GET', url }), [[done(0, result)]])
    await play(call({ method: 'GET', url, enablePolling: false }), [[done(0, result)]])
  }
})
