import { expect, test } from 'vitest'
import { placeOf } from '#wire/located-error.ts'
import { openWorker } from './testing/worker.ts'

const fn = (name: string) => `
  require('@azure/functions').app.http('${name}', { handler: async () => ({ body: '${name}' }) })`

const failureOf = async (loading: Promise<unknown>) =>
  loading.then(
    () => expect.unreachable('it loaded'),
    (error: Error) => placeOf(error.message),
  )

test('the functions that an app registers come with their bindings', async () => {
  const { functions } = await openWorker().load({ 'src/functions/hello.ts': fn('hello') })
  expect(functions).toMatchObject([
    {
      name: 'hello',
      bindings: {
        httpTrigger433d175fc9: {
          type: 'httpTrigger',
          direction: 'in',
          authLevel: 'anonymous',
          methods: ['GET', 'POST'],
        },
        $return: { type: 'http', direction: 'out' },
      },
    },
  ])
})

test('modules require each other as in Node: endings, folders, JSON, what the build would have written, cycles', async () => {
  const { load, lines } = openWorker()
  await load({
    'src/app.ts': `
      const { a } = require('./a'), b = require('./b.js'), c = require('./c'), { d } = require('../data.json')
      console.log(a, b.b, c.c, d, require('./a') === require('./a.ts'), require('node:crypto') === require('crypto'))`,
    'src/a.ts': `exports.early = 1; exports.a = require('./b').seen`,
    'src/b.ts': `const a = require('./a'); exports.seen = 'early ' + a.early + ' ' + a.a; exports.b = __filename + ' ' + __dirname`,
    'src/c/index.ts': `module.exports = { c: process.env.GREETING }`,
    'data.json': `module.exports = JSON.parse("{\\"d\\":4}")`,
  })
  expect(lines.map(({ text }) => text)).toEqual([
    'early 1 undefined /home/site/wwwroot/src/b.ts /home/site/wwwroot/src Hello 4 true true',
  ])
})

test('an unknown import says what there is', async () => {
  const unknown = await failureOf(openWorker().load({ 'a.ts': `\n\nrequire('left-pad')` }))
  expect(unknown).toEqual({
    message: expect.stringMatching(
      /^Cannot find module 'left-pad'. Available here: durable-functions, @azure\/functions, /,
    ),
    at: { file: 'a.ts', line: 3 },
  })
  const missing = await failureOf(openWorker().load({ 'a.ts': `require('./b')` }))
  expect(missing.message).toBe("Cannot find module './b'. The files that can be loaded: a.ts.")
})

test('an error thrown at load tells its file and line, wherever it was required from', async () => {
  const files = { 'src/a b.ts': `require('./b')`, 'src/b.ts': `'use strict'\n\nthrow new RangeError('boom')` }
  expect(await failureOf(openWorker().load(files))).toEqual({ message: 'boom', at: { file: 'src/b.ts', line: 3 } })
  expect(await failureOf(openWorker().load({ 'src/a b.ts': `\nthrow new Error('x')` }))).toEqual({
    message: 'x',
    at: { file: 'src/a b.ts', line: 2 },
  })
  expect((await failureOf(openWorker().load({ 'a.ts': `throw 'just text'` }))).message).toBe('just text')
})

test('two functions of one name are refused in the words of the real worker', async () => {
  const loading = openWorker().load({ 'a.ts': `${fn('hello')}\n${fn('hello')}` })
  expect(await failureOf(loading)).toEqual({
    message: 'A function with id "hello" has already been registered.',
    at: { file: 'a.ts', line: 4 },
  })
})

test('a function cannot be registered later', async () => {
  const { load, language } = openWorker()
  const late = `require('@azure/functions').app.generic('late', { trigger: { type: 'x', name: 'x' }, handler: () => { ${fn('more')} } })`
  await load({ 'a.ts': late })
  const call = language.call('invoke', { callId: '1', functionName: 'late', inputs: {} })
  await expect(call).rejects.toThrow('A function can only be registered during app startup.')
})

test('start hooks run after the entries, and hook data is shared with invocations', async () => {
  const { load, lines, language } = openWorker()
  await load({
    'a.ts': `
      const { app } = require('@azure/functions')
      app.hook.appStart((context) => { context.hookData.x = 1; console.log('started') })
      app.generic('f', { trigger: { type: 'x', name: 'x' }, handler: () => 1 })
      app.hook.preInvocation(() => console.log('pre'))
      console.log('loaded')`,
  })
  await language.call('invoke', { callId: '1', functionName: 'f', inputs: {} })
  expect(lines.map(({ text }) => text)).toEqual(['loaded', 'started', 'pre'])
})
