import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { buildOf, linesOf, wholeApp } from './whole-app.ts'

const code = `
  const { app } = require('@azure/functions')
  const df = require('durable-functions')
  df.app.activity('Act', { handler: () => 1 })
  app.http('Hi', { handler: (request, context) => { context.debug('detail'); context.log('said'); context.warn('careful'); return {} } })`

test('a start prints the functions, and says what it does not honour or understand', async () => {
  const app = await wholeApp({
    'host.json': `{
  "version": "2.0",
  "functionTimeOut": "00:05:00",
  "extensons": {},
  "extensions": { "durableTask": { "storageProvider": { "type": "azureManaged" }, "maxConcurrentActivityFunction": 3 }, "queues": { "batchSize": 64 } }
}`,
    'local.settings.json': '{ "Values": { "FUNCTIONS_WORKER_PROCESS_COUNT": "2" } }',
    'src/functions/app.js': code,
  })
  expect(await linesOf(app)).toEqual([
    "host.json:4:3 'extensons' means nothing here. Did you mean 'extensions'?",
    "host.json:5:83 'maxConcurrentActivityFunction' means nothing in extensions.durableTask. Did you mean 'maxConcurrentActivityFunctions'?",
    'host.json:5:146 extensions.queues.batchSize must be at most 32.',
    "The storage provider is 'azureManaged'. Here history is kept in this browser, whatever the provider.",
    'FUNCTIONS_WORKER_PROCESS_COUNT is 2: so many language workers run, each with module variables and memory of its own.',
    'Functions:',
    '        Hi: [GET,POST] http://localhost:7071/api/Hi',
    '        Act: activityTrigger',
  ])
})

test('logLevel of host.json decides what is shown, by the beginning of a category', async () => {
  const app = await wholeApp({
    'host.json':
      '{ "version": "2.0", "logging": { "logLevel": { "default": "Error", "Function.Hi.User": "Debug", "Function.Hi": "None" } } }',
    'src/functions/app.js': code,
  })
  await app.send('GET /api/Hi')
  expect(await linesOf(app)).toEqual(['detail', 'said', 'careful'])
  const plain = await wholeApp(code)
  await plain.send('GET /api/Hi')
  const lines = await linesOf(plain)
  expect(lines).toContain('said')
  expect(lines).not.toContain('detail')
})

test('an app setting comes before the levels of host.json', async () => {
  const app = await wholeApp({
    'local.settings.json': '{ "Values": { "AzureFunctionsJobHost__logging__logLevel__Function": "Warning" } }',
    'src/functions/app.js': code,
  })
  await app.send('GET /api/Hi')
  expect((await linesOf(app)).filter((line) => !/^Functions:|^ {8}/.test(line))).toEqual(['careful'])
})

test('O10 host.json says how many activities, orchestrators and entities run at once', async () => {
  const app = await wholeApp({
    'host.json': JSON.stringify({
      version: '2.0',
      extensions: {
        durableTask: {
          maxConcurrentActivityFunctions: 2,
          maxConcurrentOrchestratorFunctions: 3,
          maxConcurrentEntityFunctions: 1,
        },
      },
    }),
    'src/functions/app.js': `
      const { app } = require('@azure/functions'), df = require('durable-functions')
      const now = {}, most = {}
      const during = async (kind) => {
        most[kind] = Math.max(most[kind] ?? 0, (now[kind] = (now[kind] ?? 0) + 1))
        await new Promise((r) => setTimeout(r, 5))
        now[kind]--
      }
      app.hook.preInvocation(({ invocationContext }) => invocationContext.functionName === 'Child' ? during('orchestrators') : undefined)
      df.app.activity('Act', { handler: () => during('activities') })
      df.app.entity('Thing', () => during('entities'))
      df.app.orchestration('Child', function* (context) { yield context.df.callActivity('Act') })
      df.app.orchestration('Fan', function* (context) {
        const tasks = [1, 2, 3, 4, 5, 6].flatMap((i) => [context.df.callSubOrchestrator('Child'), context.df.callEntity(new df.EntityId('Thing', 'k' + i), 'x')])
        yield context.df.Task.all(tasks)
        return most
      })`,
  })
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Fan/f')
  expect(JSON.parse((await app.until('f', 'Completed')).output ?? '')).toEqual({
    activities: 2,
    orchestrators: 3,
    entities: 1,
  })
})

test('a build that does not start, with one before it that does not start again either, is told as failed', async () => {
  const scope = globalThis as { loads?: number }
  delete scope.loads
  const app = await wholeApp(`
    globalThis.loads = (globalThis.loads ?? 0) + 1
    if (globalThis.loads > 1) throw new Error('only once')
    require('@azure/functions').app.http('Here', { handler: () => ({ body: 'here' }) })`)
  const broken = await buildOf({ 'src/functions/app.js': "throw new Error('not at all')" })
  await expect(app.host.run({ build: broken })).rejects.toThrow('not at all')
  expect(await app.host.state({})).toMatchObject({ phase: 'failed', message: expect.stringContaining('not at all') })
  expect((await linesOf(app)).filter((line) => line.includes('only once'))).toHaveLength(1)
})
