import type { Explanation } from '#explain/explanation.ts'
import type { WholeApp } from './whole-app.ts'

/**
 * An orchestrator with one thing wrong, and what is to be said of it. `code` is the body of its generator, or a whole
 * app that begins with `app:`; the line to be named ends in `// !`.
 */
export interface Faulty {
  readonly code: string
  readonly kind: Explanation['kind']
  readonly cause: string
  /** Files beside the app's one. */
  readonly files?: Readonly<Record<string, string>>
  /** The code that goes on with the instance once its first activity has run. */
  readonly changed?: string
  /** What is done to the instance from outside. */
  readonly drive?: (app: WholeApp, id: string) => Promise<void>
  /** The title of the fix that mends it; or, where no fix can know what was meant, the mended code. */
  readonly fix: string | { readonly code: string; readonly files?: Readonly<Record<string, string>> }
  /** The SDK itself fails on it, before anything could be seen in the run. */
  readonly isUnseen?: boolean
  /** How the mended one ends. */
  readonly ends?: 'Failed'
}

const api = '/runtime/webhooks/durabletask'

const raise =
  (...names: string[]) =>
  async (app: WholeApp, id: string) => {
    for (const [index, name] of names.entries()) {
      await reached(app, id, index + 1)
      await app.send(`POST ${api}/instances/${id}/raiseEvent/${name}`, index)
    }
  }

/** Waits until so many episodes have run, or until the instance has ended. */
async function reached(app: WholeApp, id: string, episodes: number): Promise<void> {
  for (;;) {
    const { status, episodes: so } = await app.instance(id)
    if (so >= episodes || !['Pending', 'Running'].includes(status)) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** `Later` moves the clocks and the settings on; `deadline` lies between before and after it. */
const late = (test: string) => `
  const deadline = context.df.getInput()
  const isLate = ${test} // !
  yield context.df.callActivity(isLate ? 'B' : 'A')
  yield context.df.callActivity('Later')`

const twice = (input: string) => `
  yield context.df.callActivity('A', ${input}) // !
  yield context.df.callActivity('B')`

const now = 'Use context.df.currentUtcDateTime'
const draw = 'Draw it in an activity'

export const faultyOrchestrators: Readonly<Record<string, Faulty>> = {
  'Date.now()': { code: late('Date.now() > deadline'), kind: 'parted', cause: 'clock', fix: now },
  'new Date()': { code: late('new Date().getTime() > deadline'), kind: 'parted', cause: 'clock', fix: now },
  'Date()': { code: late('Date.parse(Date()) > deadline'), kind: 'parted', cause: 'clock', fix: now },
  'performance.now()': { code: late('performance.now() > 1800000'), kind: 'parted', cause: 'clock', fix: now },
  'the clock through luxon': {
    code: `app:import * as df from 'durable-functions'
import { DateTime } from 'luxon'
df.app.orchestration('Odd', function* (context) {${late('DateTime.now().toMillis() > deadline')}
})`,
    kind: 'parted',
    cause: 'clock',
    fix: now,
  },
  'the clock in a helper of another file': {
    code: `app:const df = require('durable-functions')
const { isAfter } = require('../helpers.js')
df.app.orchestration('Odd', function* (context) {
  yield context.df.callActivity(isAfter(context.df.getInput()) ? 'B' : 'A')
  yield context.df.callActivity('Later')
})`,
    files: { 'src/helpers.js': 'exports.isAfter = (deadline) => Date.now() > deadline // !' },
    kind: 'parted',
    cause: 'clock',
    fix: {
      code: `app:const df = require('durable-functions')
const { isAfter } = require('../helpers.js')
df.app.orchestration('Odd', function* (context) {
  yield context.df.callActivity(isAfter(context.df.currentUtcDateTime, context.df.getInput()) ? 'B' : 'A')
  yield context.df.callActivity('Later')
})`,
      files: { 'src/helpers.js': 'exports.isAfter = (now, deadline) => now.getTime() > deadline' },
    },
  },
  'chance in a branch': {
    code: `
  if (Math.random() < 0.5) yield context.df.callActivity('A') // !
  else yield context.df.callActivity('B')`,
    kind: 'parted',
    cause: 'random',
    fix: draw,
  },
  'chance in a callback': {
    code: `
  const drawn = ['A', 'B'].map((name) => ({ name, key: Math.random() })) // !
  for (const { name } of drawn.toSorted((a, b) => a.key - b.key)) yield context.df.callActivity(name)`,
    kind: 'parted',
    cause: 'random',
    fix: 'Derive it from context.df.newGuid',
  },
  'chance in a helper generator of TypeScript': {
    code: `app:import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'
function* first(context: OrchestrationContext): Generator<df.Task, string, any> {
  const name: string = Math.random() < 0.5 ? 'A' : 'B' // !
  return yield context.df.callActivity(name)
}
df.app.orchestration('Odd', function* (context) {
  return (yield* first(context)) as string
})`,
    kind: 'parted',
    cause: 'random',
    fix: draw,
  },
  'crypto.randomUUID()': {
    code: twice('crypto.randomUUID()'),
    kind: 'passed',
    cause: 'uuid',
    fix: 'Use context.df.newGuid',
  },
  'randomUUID of a module': {
    code: `app:import * as df from 'durable-functions'
import { randomUUID } from 'node:crypto'
df.app.orchestration('Odd', function* (context) {${twice('randomUUID()')}
})`,
    kind: 'passed',
    cause: 'uuid',
    fix: 'Use context.df.newGuid',
  },
  'crypto.getRandomValues()': {
    code: twice('crypto.getRandomValues(new Uint8Array(8))[0]'),
    kind: 'passed',
    cause: 'random',
    fix: draw,
  },
  'randomBytes of a module': {
    code: `app:const df = require('durable-functions')
const node = require('crypto')
df.app.orchestration('Odd', function* (context) {
  yield context.df.callActivity('A', node.randomBytes(8)) // !
  yield context.df.callActivity('B')
})`,
    kind: 'passed',
    cause: 'random',
    fix: draw,
  },
  'randomInt of a module': {
    code: `app:import * as df from 'durable-functions'
import { randomInt } from 'node:crypto'
df.app.orchestration('Odd', function* (context) {
  yield context.df.callActivity('A', randomInt(2 ** 40)) // !
  yield context.df.callActivity('B')
})`,
    kind: 'passed',
    cause: 'random',
    fix: draw,
  },
  'a setting': {
    code: late("process.env.MODE === 'late'"),
    kind: 'parted',
    cause: 'environment',
    fix: 'Read it in an activity',
  },
  'a setting taken apart': {
    code: `
  const { MODE } = process.env // !
  yield context.df.callActivity(MODE === 'late' ? 'B' : 'A')
  yield context.df.callActivity('Later')`,
    kind: 'parted',
    cause: 'environment',
    fix: {
      code: `
  const MODE = yield context.df.callActivity('Mode')
  yield context.df.callActivity(MODE === 'late' ? 'B' : 'A')
  yield context.df.callActivity('Later')`,
      files: {
        'src/functions/mode.js':
          "require('durable-functions').app.activity('Mode', { handler: () => process.env.MODE })",
      },
    },
  },
  'a timer of the platform that is waited for': {
    code: `
  yield new Promise((resolve) => setTimeout(resolve, 10)) // !`,
    kind: 'code failed',
    cause: 'timer',
    fix: 'Use a durable timer',
  },
  'a timer of the platform that is not waited for': {
    code: `
  setTimeout(() => {}, 10) // !
  yield context.df.callActivity('A')`,
    kind: 'at risk',
    cause: 'timer',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  'an interval': {
    code: `
  clearInterval(setInterval(() => {}, 10)) // !
  yield context.df.callActivity('A')`,
    kind: 'at risk',
    cause: 'timer',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  fetch: {
    code: `
  yield fetch('http://localhost:7071/api/nothing') // !`,
    kind: 'code failed',
    cause: 'network',
    fix: 'Use context.df.callHttp',
  },
  'http.get': {
    code: `app:const df = require('durable-functions')
const http = require('http')
df.app.orchestration('Odd', function* (context) {
  yield http.get('http://localhost:7071/api/nothing') // !
})`,
    kind: 'code failed',
    cause: 'network',
    fix: { code: "yield context.df.callHttp({ method: 'GET', url: 'http://localhost:7071/api/nothing' })" },
  },
  'a file': {
    code: `app:import * as df from 'durable-functions'
import { readFileSync } from 'node:fs'
df.app.orchestration('Odd', function* (context) {
  const text = readFileSync('/home/site/wwwroot/host.json', 'utf8') // !
  yield context.df.callActivity('A', text)
})`,
    files: { 'host.json': '{ "version": "2.0" }' },
    kind: 'at risk',
    cause: 'io',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  'a file that is asked for and not waited for': {
    code: `app:const df = require('durable-functions')
const fs = require('fs/promises')
df.app.orchestration('Odd', function* (context) {
  yield fs.readFile('/home/site/wwwroot/host.json') // !
})`,
    files: { 'host.json': '{ "version": "2.0" }' },
    kind: 'code failed',
    cause: 'io',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  'Promise.all': {
    code: `
  return yield Promise.all([context.df.callActivity('A'), context.df.callActivity('B')]) // !`,
    kind: 'code failed',
    cause: 'async',
    fix: 'Use context.df.Task.all',
  },
  'an asynchronous generator': {
    code: `app:const df = require('durable-functions')
df.app.orchestration('Odd', async function* (context) { // !
  yield context.df.callActivity('A')
})`,
    kind: 'code failed',
    cause: 'async',
    fix: 'Make it a generator',
  },
  'an asynchronous function that awaits': {
    code: `app:import * as df from 'durable-functions'
df.app.orchestration('Odd', async (context: any) => { // !
  const a: string = await context.df.callActivity('A')
  return [a, await context.df.callActivity('B')]
})`,
    kind: 'code failed',
    cause: 'async',
    fix: 'Make it a generator',
  },
  'a variable of the module': {
    code: `app:const df = require('durable-functions')
let runs = 0
df.app.orchestration('Odd', function* (context) {
  runs++ // !
  yield context.df.callActivity(context.df.isReplaying ? 'B' : 'A')
})`,
    kind: 'parted',
    cause: 'state',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  'a map of the module that an activity fills': {
    code: `app:import * as df from 'durable-functions'
const names = new Map<string, string>()
df.app.activity('Fill', { handler: () => { names.set('next', 'B') } })
df.app.orchestration('Odd', function* (context) {
  const name = names.get('next') ?? 'A' // !
  yield context.df.callActivity(name)
  yield context.df.callActivity('Fill')
})`,
    kind: 'parted',
    cause: 'state',
    fix: { code: "yield context.df.callActivity('A')\n  yield context.df.callActivity('Later')" },
  },
  'another activity in new code': {
    code: "yield context.df.callActivity('A')\n  yield context.df.waitForExternalEvent('go')",
    changed: "\n  yield context.df.callActivity('B') // !\n  yield context.df.waitForExternalEvent('go')",
    drive: raise('skip', 'go'),
    kind: 'parted',
    cause: 'changed-code',
    fix: { code: "yield context.df.callActivity('A')\n  yield context.df.waitForExternalEvent('go')" },
  },
  'one activity more in new code': {
    code: "yield context.df.callActivity('A')\n  yield context.df.waitForExternalEvent('go')",
    changed:
      "\n  yield context.df.callActivity('B') // !\n  yield context.df.callActivity('A')\n  yield context.df.waitForExternalEvent('go')",
    drive: raise('skip', 'go'),
    kind: 'parted',
    cause: 'changed-code',
    fix: { code: "yield context.df.callActivity('A')\n  yield context.df.waitForExternalEvent('go')" },
  },
  'another order in new code': {
    code: `yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])
  yield context.df.waitForExternalEvent('go')`,
    changed: `
  yield context.df.Task.all([context.df.callActivity('B'), context.df.callActivity('A')]) // !
  yield context.df.waitForExternalEvent('go')`,
    drive: raise('skip', 'skip', 'go'),
    kind: 'parted',
    cause: 'changed-code',
    fix: {
      code: `yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])
  yield context.df.waitForExternalEvent('go')`,
    },
  },
  'tasks one after the other that ran at once': {
    code: `yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])
  yield context.df.waitForExternalEvent('go')`,
    changed: `
  yield context.df.callActivity('A')
  yield context.df.callActivity('B') // !
  yield context.df.waitForExternalEvent('go')`,
    drive: raise('skip', 'skip', 'go'),
    kind: 'parted',
    cause: 'changed-code',
    fix: {
      code: `yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])
  yield context.df.waitForExternalEvent('go')`,
    },
  },
  'another input in new code': {
    code: "yield context.df.callActivity('A', 1)\n  yield context.df.waitForExternalEvent('go')",
    changed: "\n  yield context.df.callActivity('A', 2) // !\n  yield context.df.waitForExternalEvent('go')",
    drive: raise('skip', 'go'),
    kind: 'passed',
    cause: 'changed-code',
    fix: { code: "yield context.df.callActivity('A', 1)\n  yield context.df.waitForExternalEvent('go')" },
  },
  'another time in new code': {
    code: `yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5))
  yield context.df.waitForExternalEvent('go')`,
    changed: `
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 6)) // !
  yield context.df.waitForExternalEvent('go')`,
    drive: raise('skip', 'go'),
    kind: 'passed',
    cause: 'changed-code',
    fix: {
      code: `yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5))
  yield context.df.waitForExternalEvent('go')`,
    },
  },
  'an activity that does not exist': {
    code: `
  yield context.df.callActivity('Helo', 'x') // !`,
    kind: 'hangs',
    cause: 'unknown-activity',
    fix: "Call 'Hello'",
  },
  'an orchestrator that does not exist': {
    code: `
  yield context.df.callSubOrchestrator("Chid") // !`,
    kind: 'hangs',
    cause: 'unknown-orchestrator',
    fix: "Call 'Child'",
  },
  'a thrown text': {
    code: `
  yield context.df.callActivity('A')
  throw 'no words' // !`,
    kind: 'hangs',
    cause: 'falsy-error',
    fix: 'Throw an Error with a message',
    ends: 'Failed',
  },
  'an error without a message': {
    code: `
  throw new Error('') // !`,
    kind: 'hangs',
    cause: 'falsy-error',
    fix: 'Throw an Error with a message',
    ends: 'Failed',
  },
  'a compound of tasks that had ended': {
    code: `
  const a = context.df.callActivity('A')
  yield a
  return yield context.df.Task.all([a]) // !`,
    kind: 'hangs',
    cause: 'settled-compound',
    fix: { code: "const a = context.df.callActivity('A')\n  yield a\n  return a.result" },
  },
  'a race with a task that had ended': {
    code: `
  const a = context.df.callActivity('A')
  yield a
  return yield context.df.Task.any([a, context.df.waitForExternalEvent('go')]) // !`,
    kind: 'hangs',
    cause: 'partly-settled-compound',
    fix: { code: "const a = context.df.callActivity('A')\n  yield a\n  if (a.isCompleted) return a.result" },
  },
  'a task that another compound took over': {
    code: `
  const [a, go] = [context.df.callActivity('A'), context.df.waitForExternalEvent('go')]
  const both = context.df.Task.all([a, go])
  context.df.Task.any([a, go])
  return yield both // !`,
    kind: 'hangs',
    cause: 'taken-over-compound',
    fix: {
      code: "return yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])",
    },
  },
  'an event of another spelling': {
    code: `
  return yield context.df.waitForExternalEvent('Approval') // !`,
    drive: raise('approval'),
    kind: 'hangs',
    cause: 'event-name-case',
    fix: "Write 'approval'",
  },
  'an event that a leftover waiter swallows': {
    code: `
  const go = context.df.waitForExternalEvent('go')
  yield context.df.Task.any([go, context.df.callActivity('A')])
  yield context.df.Task.any([go, context.df.waitForExternalEvent('other')])
  yield context.df.waitForExternalEvent('third') // !
  return yield context.df.waitForExternalEvent('go')`,
    drive: async (app, id) => {
      for (const episodes of [2, 3]) {
        await reached(app, id, episodes)
        await app.send(`POST ${api}/instances/${id}/raiseEvent/go`, 1)
      }
    },
    kind: 'hangs',
    cause: 'stale-waiter',
    fix: {
      code: `
  yield context.df.callActivity('A')
  yield context.df.waitForExternalEvent('go')
  return yield context.df.waitForExternalEvent('go')`,
    },
  },
  'a task that is never yielded': {
    code: `
  context.df.callActivity('A') // !
  yield context.df.callActivity('B')`,
    kind: 'hangs',
    cause: 'not-yielded',
    fix: 'Yield it',
  },
  'a task that is yielded too late to run beside the others': {
    code: `
  const a = context.df.callActivity('A') // !
  yield context.df.waitForExternalEvent('go')
  return yield a`,
    kind: 'hangs',
    cause: 'not-yielded',
    fix: {
      code: "return yield context.df.Task.all([context.df.callActivity('A'), context.df.callActivity('B')])",
    },
  },
  'a child with the id of its parent': {
    code: `
  yield context.df.callSubOrchestrator('Child', 1, context.df.instanceId) // !`,
    kind: 'hangs',
    cause: 'child-id',
    fix: { code: "yield context.df.callSubOrchestrator('Child', 1, context.df.instanceId + '-child')" },
  },
  'two children of one id': {
    code: `
  const ids = ['same', 'same']
  yield context.df.Task.all(ids.map((id) => context.df.callSubOrchestrator('Child', 1, id)))`,
    kind: 'hangs',
    cause: 'child-id-in-use',
    fix: {
      code: `const ids = ['one', 'two']
  yield context.df.Task.all(ids.map((id) => context.df.callSubOrchestrator('Child', 1, id)))`,
    },
  },
  'a race that asks again and again': {
    code: `
  let open = ['A', 'Gated', 'Gated'].map((name) => context.df.callActivity(name))
  while (open.length > 0) {
    const winner = yield context.df.Task.any(open) // !
    open = open.filter((task) => task !== winner)
  }`,
    kind: 'hangs',
    cause: 'id-drift',
    fix: { code: "yield context.df.Task.all(['A', 'B'].map((name) => context.df.callActivity(name)))" },
  },
  'a retry whose time is up': {
    code: `
  const retry = new df.RetryOptions(100, 5)
  retry.retryTimeoutInMilliseconds = 1
  yield context.df.callActivityWithRetry('Fails', retry) // !`,
    kind: 'hangs',
    cause: 'retry-timeout',
    fix: { code: "yield context.df.callActivityWithRetry('Fails', new df.RetryOptions(10, 2))" },
    ends: 'Failed',
  },
  'more actions than are allowed': {
    code: `
  for (let i = 0; i < 6; i++) context.df.signalEntity(new df.EntityId('none', 'k'), 'x')
  yield context.df.callActivity('A') // !`,
    files: {
      'host.json': '{ "version": "2.0", "extensions": { "durableTask": { "maxOrchestrationActions": 5 } } }',
    },
    kind: 'hangs',
    cause: 'too-many-actions',
    fix: { code: "yield context.df.callActivity('A')" },
  },
  'an orchestrator that is no generator': {
    code: `app:const df = require('durable-functions')
df.app.orchestration('Odd', function (context) { // !
  return 1
})`,
    kind: 'code failed',
    cause: 'no-generator',
    fix: 'Make it a generator',
  },
  'a signal that is yielded': {
    code: `
  yield context.df.signalEntity(new df.EntityId('none', 'k'), 'x') // !`,
    kind: 'code failed',
    cause: 'nothing-to-yield',
    fix: 'Do not yield it',
  },
  'an activity that fails': {
    code: `
  yield context.df.callActivityWithRetry('Fails', new df.RetryOptions(10, 3), { order: 7 }) // !`,
    kind: 'task failed',
    cause: 'failed-task',
    fix: { code: "try { yield context.df.callActivity('Fails') } catch { return 'went on' }" },
  },
  'an error of its own': {
    code: `
  throw new Error('No order of that number.') // !`,
    kind: 'code failed',
    cause: 'thrown',
    fix: { code: "return 'no order'" },
  },
}
