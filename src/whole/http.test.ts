import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { FunctionKeys } from '#durable/function-keys.ts'
import { bodyText, encode, type Headers, headerOf } from '#durable/http-message.ts'
import { gate, linesOf, type WholeApp, wholeApp } from './whole-app.ts'

const head = `
  const { app, HttpResponse } = require('@azure/functions')
`
const ask = async (
  app: WholeApp,
  method: string,
  path: string,
  headers: Headers = [],
  body: ArrayBuffer | null = null,
) => {
  const { response } = await app.host.http({ request: { method, url: `http://localhost:7071/${path}`, headers, body } })
  return response
}
const get = (app: WholeApp, path: string, headers: Headers = []) => ask(app, 'GET', path, headers)

test('routes: literals before parameters, constraints, optional and catch-all parts, any case', async () => {
  const app = await wholeApp(`${head}
    const say = (name) => ({ params }) => ({ jsonBody: [name, { ...params }] })
    app.http('Any', { route: 'a/{x}', handler: say('any') })
    app.http('One', { route: 'a/b', handler: say('one') })
    app.http('Int', { route: 'n/{id:int:min(10)}', handler: say('int') })
    app.http('Guid', { route: 'g/{id:guid}', handler: say('guid') })
    app.http('Optional', { route: 'o/{first}/{second?}', handler: say('optional') })
    app.http('Rest', { route: 'r/{*rest}', handler: say('rest') })
    app.http('Default', { route: 'd/{city=Nantes}', handler: say('default') })
    app.http('Slashes', { route: '/s/t/', handler: say('slashes') })
    app.http('NoRoute', { handler: say('none') })`)
  const told = async (path: string) => {
    const { status, ...response } = await get(app, path)
    return status === 200 ? (JSON.parse(bodyText(response)) as unknown) : status
  }
  expect(await told('api/a/b')).toEqual(['one', {}])
  expect(await told('API/A/B')).toEqual(['one', {}])
  expect(await told('api/a/c%20d')).toEqual(['any', { x: 'c d' }])
  expect(await told('api/n/12')).toEqual(['int', { id: '12' }])
  expect([await told('api/n/9'), await told('api/n/x'), await told('api/g/1')]).toEqual([404, 404, 404])
  expect(await told('api/g/0f8fad5b-d9cb-469f-a165-70867728950e')).toMatchObject(['guid', {}])
  expect(await told('api/o/1')).toEqual(['optional', { first: '1' }])
  expect(await told('api/o/1/2')).toEqual(['optional', { first: '1', second: '2' }])
  expect(await told('api/o/1/2/3')).toBe(404)
  expect(await told('api/r/x/y/z')).toEqual(['rest', { rest: 'x/y/z' }])
  expect(await told('api/d')).toEqual(['default', { city: 'Nantes' }])
  expect(await told('api/s/t')).toEqual(['slashes', {}])
  expect([await told('api/noroute'), await told('api/nothing'), await told('nothing')]).toEqual([
    ['none', {}],
    404,
    404,
  ])
})

test('a method that a route does not take is a 404 as on Azure; HEAD has no body', async () => {
  const app = await wholeApp(`${head}
    app.get('Get', { route: 'x', handler: () => ({ body: 'got' }) })
    app.http('Head', { methods: ['GET', 'HEAD'], route: 'h', handler: ({ method }) => ({ body: 'said', headers: { 'x-method': method } }) })
    app.put('Put', { route: 'x', handler: () => ({ body: 'put' }) })`)
  expect(bodyText(await ask(app, 'PUT', 'api/x'))).toBe('put')
  expect([(await ask(app, 'DELETE', 'api/x')).status, (await ask(app, 'HEAD', 'api/x')).status]).toEqual([404, 404])
  const { status, headers, body } = await ask(app, 'HEAD', 'api/h')
  expect([status, headerOf(headers, 'x-method'), body]).toEqual([200, 'HEAD', null])
})

test('a function is given all of a request', async () => {
  const app = await wholeApp(`${head}
    app.http('Echo', { methods: ['POST'], handler: async (request) => {
      const copy = request.clone()
      const first = request.headers.get('content-type')?.startsWith('multipart')
        ? Object.fromEntries(await request.formData())
        : request.headers.get('content-type') === 'application/json' ? await request.json() : await request.text()
      const reader = copy.body.getReader()
      let bytes = 0
      for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.byteLength
      return { jsonBody: { method: request.method, url: request.url, first, bytes,
        cookie: request.headers.get('cookie'), origin: request.headers.get('origin'), q: request.query.getAll('q') } }
    } })`)
  const post = async (headers: Headers, body: string) =>
    JSON.parse(bodyText(await ask(app, 'POST', 'api/Echo?q=1&q=2', headers, encode(body)))) as Record<string, unknown>
  expect(
    await post(
      [
        ['Content-Type', 'application/json'],
        ['Cookie', 'a=1'],
        ['Origin', 'https://x.y'],
      ],
      '{"a":[1]}',
    ),
  ).toEqual({
    method: 'POST',
    url: 'http://localhost:7071/api/Echo?q=1&q=2',
    first: { a: [1] },
    bytes: 9,
    cookie: 'a=1',
    origin: 'https://x.y',
    q: ['1,2'],
  })
  const form = '--b\r\nContent-Disposition: form-data; name="city"\r\n\r\nNantes\r\n--b--\r\n'
  expect(await post([['Content-Type', 'multipart/form-data; boundary=b']], form)).toMatchObject({
    first: { city: 'Nantes' },
  })
  expect(await post([['Content-Type', 'text/plain']], 'é')).toMatchObject({ first: 'é', bytes: 2 })
})

test('malformed JSON is the function’s to see, and what it does not catch is a 500', async () => {
  const app = await wholeApp(
    `${head}app.http('Json', { methods: ['POST'], handler: async (request) => ({ jsonBody: await request.json() }) })`,
  )
  const response = await ask(app, 'POST', 'api/Json', [['Content-Type', 'application/json']], encode('{"a":'))
  expect([response.status, response.body]).toEqual([500, null])
})

test('an answer has its status, headers, cookies and body, streams collected', async () => {
  const app = await wholeApp(`${head}
    app.http('Cookies', { handler: () => ({ status: 418, headers: { 'X-A': '1' }, body: 'tea', cookies: [
      { name: 'a', value: 'b c', path: '/x', maxAge: 60, httpOnly: true, secure: true, sameSite: 'Strict' }, { name: 'd', value: 'e' } ] }) })
    app.http('Stream', { handler: () => {
      const parts = ['one,', 'two,', 'three']
      return { body: new ReadableStream({ pull(controller) { const part = parts.shift(); part ? controller.enqueue(new TextEncoder().encode(part)) : controller.close() } }) }
    } })
    app.http('Class', { handler: () => new HttpResponse({ status: 201, jsonBody: { a: 1 } }) })
    app.http('None', { handler: () => undefined })
    app.http('Wrong', { handler: () => 'a string' })`)
  const cookies = await get(app, 'api/Cookies')
  expect(cookies.status).toBe(418)
  expect(cookies.headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value)).toEqual([
    'a=b%20c; max-age=60; path=/x; secure; samesite=strict; httponly',
    'd=e; path=/',
  ])
  expect(bodyText(await get(app, 'api/Stream'))).toBe('one,two,three')
  const made = await get(app, 'api/Class')
  expect([made.status, headerOf(made.headers, 'content-type'), bodyText(made)]).toEqual([
    201,
    'application/json',
    '{"a":1}',
  ])
  expect((await get(app, 'api/None')).status).toBe(204)
  expect((await get(app, 'api/Wrong')).status).toBe(500)
})

test('a level asks for a key: in the query or in a header, of the function, of the host or the master', async () => {
  const app = await wholeApp(`${head}
    app.http('Open', { handler: () => ({ body: 'open' }) })
    app.http('Keyed', { authLevel: 'function', handler: () => ({ body: 'keyed' }) })
    app.http('Other', { authLevel: 'function', handler: () => ({ body: 'other' }) })
    app.http('Boss', { authLevel: 'admin', handler: () => ({ body: 'boss' }) })`)
  const keys = (await app.db.meta.get('keys'))?.value as FunctionKeys
  const { master, default: host, functions } = keys
  const status = async (path: string, headers: Headers = []) => (await get(app, path, headers)).status
  expect(await status('api/Open')).toBe(200)
  expect([await status('api/Keyed'), await status('api/Keyed?code=wrong'), await status('api/Keyed?code=')]).toEqual([
    401, 401, 401,
  ])
  expect(await status(`api/Keyed?code=${functions['Keyed']}`)).toBe(200)
  expect(await status('api/Keyed', [['X-Functions-Key', host]])).toBe(200)
  expect(await status(`api/Keyed?code=${functions['Other']}`)).toBe(401)
  expect([await status(`api/Boss?code=${host}`), await status(`api/Boss?code=${master}`)]).toEqual([401, 200])
  const state = await app.host.state({})
  const shown = state.phase === 'running' ? state.functions.map(({ name, http }) => [name, http?.key]) : []
  expect(shown).toEqual([
    ['Open', undefined],
    ['Keyed', functions['Keyed']],
    ['Other', functions['Other']],
    ['Boss', master],
  ])
  const again = await app.reopen()
  expect((await again.db.meta.get('keys'))?.value).toEqual(keys)
})

test('CORS of local.settings.json lets pages of some origins read answers, and answers preflights', async () => {
  const cors = (host: string) =>
    wholeApp({
      'local.settings.json': `{ "Host": ${host} }`,
      'src/functions/app.js': `${head}app.http('Hi', { methods: ['PUT'], handler: () => ({ body: 'hi' }) })`,
    })
  const preflight = (app: WholeApp, origin: string) =>
    ask(app, 'OPTIONS', 'api/Hi', [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'x-a'],
    ])
  const some = await cors('{ "CORS": "https://a.example, https://b.example/", "CORSCredentials": true }')
  expect(await preflight(some, 'https://b.example')).toEqual({
    status: 204,
    headers: [
      ['Access-Control-Allow-Headers', 'x-a'],
      ['Access-Control-Allow-Methods', 'PUT'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Origin', 'https://b.example'],
      ['Vary', 'Origin'],
    ],
    body: null,
  })
  expect(await preflight(some, 'https://c.example')).toEqual({ status: 204, headers: [], body: null })
  const any = await cors('{ "CORS": "*" }')
  const answer = await ask(any, 'PUT', 'api/Hi', [['Origin', 'https://c.example']])
  expect([bodyText(answer), headerOf(answer.headers, 'access-control-allow-origin')]).toEqual(['hi', '*'])
  const none = await cors('{}')
  expect((await preflight(none, 'https://a.example')).status).toBe(404)
  expect(
    headerOf((await ask(none, 'PUT', 'api/Hi', [['Origin', 'x']])).headers, 'access-control-allow-origin'),
  ).toBeUndefined()
})

test('a route that clashes, one that is the host’s own and a name that cannot be are said at the start', async () => {
  const app = await wholeApp(`${head}
    const handler = () => ({ body: 'x' })
    app.http('First', { route: 'Same/{id}', methods: ['GET', 'POST'], handler })
    app.http('Second', { route: '/same/{id}/', methods: ['POST', 'PUT'], handler })
    app.http('Third', { route: 'same/{id}', methods: ['DELETE'], handler })
    app.http('Runtime', { route: 'runtime/x', handler })
    app.http('not a name', { handler })`)
  const lines = await linesOf(app)
  expect(lines.filter((line) => line.includes('in error'))).toEqual([
    "The 'Second' function is in error: The route specified conflicts with the route defined by function 'First'.",
    "The 'Runtime' function is in error: The specified route conflicts with one or more built in routes.",
    "The 'not a name' function is in error: 'not a name' is not a valid function name.",
  ])
  expect((await ask(app, 'DELETE', 'api/same/1')).status).toBe(200)
  expect((await ask(app, 'PUT', 'api/same/1')).status).toBe(404)
})

test('L3 host.json moves the routes and adds headers; an app setting switches a function off', async () => {
  const app = await wholeApp({
    'host.json':
      '{ "version": "2.0", "extensions": { "http": { "routePrefix": "", "customHeaders": { "X-Content-Type-Options": "nosniff" } } } }',
    'local.settings.json': '{ "Values": { "AzureWebJobs.Off.Disabled": "true" } }',
    'src/functions/app.js': `${head}app.http('Hi', { handler: () => ({ body: 'hi' }) }); app.http('Off', { handler: () => ({}) }); app.http('Icon', { route: 'icon.svg', handler: () => ({}) })`,
  })
  const { status, headers } = await get(app, 'Hi')
  expect([status, headerOf(headers, 'x-content-type-options')]).toEqual([200, 'nosniff'])
  expect([(await get(app, 'Off')).status, (await get(app, 'api/Hi')).status]).toEqual([404, 404])
  const lines = await linesOf(app)
  expect(lines).toContain('Function Off is disabled.')
  expect(lines.filter((line) => line.startsWith('A browser'))).toEqual([
    "A browser does not reach 'Icon' at /icon.svg: there is the playground itself. The requests panel reaches it there too.",
  ])
})

test('a handler that never answers ends with functionTimeout, alone or as an activity', async () => {
  gate('never')
  const app = await wholeApp({
    'host.json': '{ "version": "2.0", "functionTimeout": "00:00:01" }',
    'src/functions/app.js': `${head}
      const df = require('durable-functions')
      app.http('Never', { handler: () => globalThis.gates.never })
      df.app.activity('Never2', { handler: () => globalThis.gates.never })
      df.app.orchestration('Try', function* (context) { try { yield context.df.callActivity('Never2') } catch (e) { return e.message } })`,
  })
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Try/t')
  expect((await get(app, 'api/Never')).status).toBe(500)
  expect(await linesOf(app)).toContain('Timeout value of 00:00:01 was exceeded by function: Functions.Never')
  expect((await app.until('t', 'Completed')).output).toContain(
    'Timeout value of 00:00:01 was exceeded by function: Functions.Never2',
  )
})

test('a body of 100 MB goes through, and a larger one is refused', async () => {
  const app = await wholeApp(
    `${head}app.http('Size', { methods: ['POST'], handler: async (request) => ({ body: String((await request.arrayBuffer()).byteLength) }) })`,
  )
  const most = 100 * 2 ** 20
  expect(bodyText(await ask(app, 'POST', 'api/Size', [], new ArrayBuffer(most)))).toBe(String(most))
  expect((await ask(app, 'POST', 'api/Size', [], new ArrayBuffer(most + 1))).status).toBe(413)
})

test('L1 appTerminate hooks run when the app is stopped, and a failing one is told', async () => {
  const app = await wholeApp(`${head}
    app.hook.appTerminate(async (context) => { await 0; console.log('closing ' + context.hookData.opened) })
    app.hook.appStart((context) => { context.hookData.opened = 'what was opened' })
    app.hook.appTerminate(() => { throw new Error('it does not close') })
    app.http('Hi', { handler: () => ({ body: 'hi' }) })`)
  await app.host.stop({})
  expect((await get(app, 'api/Hi')).status).toBe(503)
  const lines = await linesOf(app)
  expect(lines.slice(lines.indexOf('Stopping host...'))).toEqual([
    'Stopping host...',
    'closing what was opened',
    'it does not close',
    'Host shutdown completed. The functions run again when you press Run.',
  ])
})

test('hooks run around a function and may change what it is given and gives; a throwing hook fails the call', async () => {
  const app = await wholeApp(`${head}
    app.hook.preInvocation((context) => { context.hookData.at = 1; context.inputs[0].headers.set('x-hook', 'pre') })
    app.hook.postInvocation((context) => { if (context.result?.body) context.result.body += '+post' + context.hookData.at })
    app.hook.postInvocation((context) => { if (context.inputs[0].query.get('throw')) throw new Error('hook failed') })
    app.http('Hi', { handler: (request) => ({ body: request.headers.get('x-hook') }) })`)
  expect(bodyText(await get(app, 'api/Hi'))).toBe('pre+post1')
  expect((await get(app, 'api/Hi?throw=1')).status).toBe(500)
  expect((await linesOf(app)).join('\n')).toContain('hook failed')
})
