import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

/** A fan-out, a child, a signal, a failure and a wait: something for every view. */
const app = appOf(`const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => { if (value === 3) throw new Error('no luck'); return value } })
df.app.entity('counter', (context) => context.df.setState((context.df.getState(() => 0)) + 1))
df.app.orchestration('child', function* (context) { return yield context.df.callActivity('echo', 1) })
df.app.orchestration('run', function* (context) {
  const tasks = [1, 2, 4, 5, 6, 7].map((n) => context.df.callActivity('echo', n))
  yield context.df.Task.all(tasks)
  yield context.df.callSubOrchestrator('child')
  context.df.signalEntity(new df.EntityId('counter', 'k'), 'add')
  try { yield context.df.callActivity('echo', 3) } catch (error) { context.log(error.message) }
  const go = yield context.df.waitForExternalEvent('Go')
  return go
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('run', { instanceId: 'first' }))
} })`)

/** Runs it up to where it waits for the event `Go`. */
export async function runToTheWait(page: Page): Promise<void> {
  await openPlayground(page)
  expect(await runApp(page, app)).toMatchObject({ ok: true })
  await send(page, 'POST', '/api/Start')
  await expect(page.getByRole('treegrid', { name: /^Timeline of/ })).toContainText('Go')
}
