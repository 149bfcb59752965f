import { expect, test } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { type Files, starter, wholeApp } from './whole-app.ts'

/** Runs `body` in an HTTP function of a TypeScript file that begins with these imports, and answers with what it returns. */
async function answerOf(imports: string, body: string, more: Files = {}): Promise<unknown> {
  const app = await wholeApp({
    'src/functions/app.ts': `
      import { app } from '@azure/functions'
      ${imports}
      app.http('Ask', { handler: async () => {
        try { return { jsonBody: await (async () => { ${body} })() } }
        catch (error) { return { jsonBody: { name: error.name, message: error.message, cause: error.cause?.message } } }
      } })`,
    ...more,
  })
  return JSON.parse(bodyText(await app.send('GET /api/Ask'))) as unknown
}

test('luxon in TypeScript and JavaScript, on the hub clock', async () => {
  const app = await wholeApp({
    'src/functions/app.js': starter,
    'src/functions/sleep.ts': `
      import * as df from 'durable-functions'
      import { DateTime } from 'luxon'
      df.app.orchestration('Sleep', function* (context) {
        const begun = DateTime.fromJSDate(context.df.currentUtcDateTime, { zone: 'utc' })
        yield context.df.createTimer(begun.plus({ hours: 3 }).toJSDate())
        const now = DateTime.fromJSDate(context.df.currentUtcDateTime, { zone: 'utc' })
        return [now.diff(begun).as('hours') >= 3, DateTime.fromISO('2024-02-29T12:00:00Z').setZone('utc').toFormat('d LLLL yyyy')]
      })`,
    'src/functions/again.js': `
      const { Duration } = require('luxon')
      if (Duration.fromObject({ minutes: 90 }).as('hours') !== 1.5) throw new Error('another luxon')`,
  })
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Sleep')
  expect((await app.until(id, 'Completed')).output).toBe('[true,"29 February 2024"]')
})

test('date-fns: whole, a function of its own, currying, and languages', async () => {
  expect(
    await answerOf(
      `import { addDays, format, formatISO } from 'date-fns'
       import * as all from 'date-fns'
       import addHours from 'date-fns/addHours'
       import { subDays } from 'date-fns/subDays'
       import { addWeeks } from 'date-fns/fp'
       import { fr, zhCN } from 'date-fns/locale'
       import { de } from 'date-fns/locale/de'
       const { enUS } = require('date-fns/locale/en-US')`,
      `const day = new Date(2024, 1, 29, 12)
       return [format(addDays(day, 1), 'yyyy-MM-dd'), all.differenceInDays(addWeeks(2)(day), day),
         addHours(day, 3).getHours(), subDays(day, 29).getDate(), [fr, de, zhCN, enUS].map((locale) => format(day, 'MMMM', { locale })),
         formatISO(day, { representation: 'date' })]`,
    ),
  ).toEqual(['2024-03-01', 14, 15, 31, ['février', 'Februar', '二月', 'February'], '2024-02-29'])
})

test('uuid: random, named, and recognized', async () => {
  expect(
    await answerOf(
      `import { v4 as uuidv4, v5, validate, version } from 'uuid'
       const { v7 } = require('uuid')`,
      `return [validate(uuidv4()), version(v7()), v5('https://durable.example', v5.URL), uuidv4() === uuidv4()]`,
    ),
  ).toEqual([true, 7, '403c56fc-e4b3-5aab-af80-e3aa265ec6a9', false])
})

test('zod: as a name, as the default, and its other editions', async () => {
  expect(
    await answerOf(
      `import { z } from 'zod'
       import def, { ZodError } from 'zod'
       import * as v4 from 'zod/v4'
       import * as mini from 'zod/mini'
       import { z as v3 } from 'zod/v3'`,
      `const order = z.object({ id: z.string(), amount: z.number().int().positive() })
       const wrong = order.safeParse({ id: 7, amount: 1.5 })
       return [order.parse({ id: 'o1', amount: 2, other: 3 }), wrong.error instanceof ZodError, wrong.error?.issues.map(({ path }) => path),
         def === z, v4.z === z, mini.string().check(mini.minLength(3)).safeParse('ab').success, v3.string().parse('x')]`,
    ),
  ).toEqual([{ id: 'o1', amount: 2 }, true, [['id'], ['amount']], true, true, false, 'x'])
})

test('lodash: as the default, by names, by parts, and lodash/fp', async () => {
  expect(
    await answerOf(
      `import _ from 'lodash'
       import { groupBy, chunk } from 'lodash'
       import * as all from 'lodash'
       import get from 'lodash/get'
       import fp from 'lodash/fp'
       import mapKeys from 'lodash/fp/mapKeys'
       const sumBy = require('lodash/sumBy.js')`,
      `return [_.camelCase('hello world'), groupBy([1, 2, 3], (n) => n % 2 ? 'odd' : 'even'), all.chunk === chunk, get({ a: [{ b: 1 }] }, 'a[0].b'),
         fp.flow(fp.map((n) => n * 2), fp.sum)([1, 2]), mapKeys(_.toUpper, { a: 1 }), sumBy([{ n: 1 }, { n: 2 }], 'n'), _([3, 1]).sort().first()]`,
    ),
  ).toEqual(['helloWorld', { odd: [1, 3], even: [2] }, true, 1, 6, { A: 1 }, 3, 1])
})

test('axios asks over the network of the app: fixtures, the app itself, and nobody else', async () => {
  const fixtures = JSON.stringify([
    { method: 'GET', url: 'https://api.example.com/users/7?full=1', response: { body: { name: 'Ada' } } },
    {
      method: 'POST',
      url: 'https://api.example.com/users',
      response: { status: 201, headers: { 'x-id': '8' }, body: {} },
    },
    { method: 'GET', url: 'https://api.example.com/none', response: { status: 404, body: { why: 'none' } } },
  ])
  expect(
    await answerOf(
      `import axios, { AxiosError, isAxiosError } from 'axios'
       const same = require('axios')
       app.http('Hello', { handler: () => ({ jsonBody: { hello: 'ourselves' } }) })`,
      `const api = axios.create({ baseURL: 'https://api.example.com', timeout: 5000, headers: { 'x-own': '1' } })
       const { data } = await api.get<{ name: string }>('/users/7', { params: { full: 1 } })
       const made = await api.post('/users', { name: 'Bob' })
       const missing = await api.get('/none').catch((error: AxiosError) => [isAxiosError(error), error.response?.status, error.response?.data, error.message])
       const self = await axios('http://localhost:7071/api/Hello')
       const bytes = await api.get('/users/7?full=1', { responseType: 'arraybuffer' })
       return [data, made.status, made.headers['x-id'], missing, self.data, bytes.data.toString('utf8'), same === axios]`,
      { 'fixtures.http.json': fixtures },
    ),
  ).toEqual([
    { name: 'Ada' },
    201,
    '8',
    [true, 404, { why: 'none' }, 'Request failed with status code 404'],
    { hello: 'ourselves' },
    '{"name":"Ada"}',
    true,
  ])
  expect(await answerOf(`import axios from 'axios'`, `return axios.get('https://elsewhere.example/x')`)).toMatchObject({
    name: 'AxiosError',
    message: expect.stringContaining('Allow https://elsewhere.example when you are asked.'),
  })
})

test('a part that there is not, and what is nobody’s package, are named', async () => {
  const failing = (code: string) => wholeApp({ 'src/functions/app.js': code })
  await expect(failing(`\nrequire('date-fns/addDay')`)).rejects.toThrow(
    "Cannot find module 'date-fns/addDay': date-fns has no addDay.",
  )
  await expect(failing(`require('zod/v4/core/parse')`)).rejects.toThrow(
    "Cannot find module 'zod/v4/core/parse'. Available here:",
  )
  await expect(failing(`require('node:zod')`)).rejects.toThrow("Cannot find module 'node:zod'. Available here:")
  await expect(failing(`require('child_process')`)).rejects.toThrow(
    "Cannot find module 'child_process'. Available here: durable-functions, @azure/functions, axios, date-fns, lodash, luxon, uuid, zod, " +
      'and of Node: assert, buffer, crypto, events, fs, http, https, net, os, path, perf_hooks, process, querystring, stream, string_decoder, timers, url, util.',
  )
  await expect(failing(`const name = 'lod' + 'ash'; require(name)`)).rejects.toThrow(
    "Cannot find module 'lodash'. It is there for code that names it: write require('lodash') somewhere, with the name as plain text.",
  )
})
