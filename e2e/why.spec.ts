import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send, statusOf } from './playground.ts'

const app = appOf(`const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('left', { handler: () => 'left' })
df.app.activity('right', { handler: () => 'right' })
df.app.orchestration('wander', function* (context) {
  for (let step = 0; step < 40; step++) {
    if (Math.random() < 0.5) yield context.df.callActivity('left', step)
    else yield context.df.callActivity('right', step)
  }
  return 'arrived'
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('wander'))
} })
`)

test('an orchestrator that draws by chance is underlined, explained, fixed in one click, and then arrives', async ({
  page,
}) => {
  await openPlayground(page)
  expect(await runApp(page, app)).toMatchObject({ ok: true })
  const first = await send(page, 'POST', '/api/Start')
  await expect.poll(() => statusOf(page, first)).toMatchObject({ runtimeStatus: 'Failed' })
  await expect(page.locator('.squiggly-warning').first()).toBeVisible()

  await page.getByRole('button', { name: 'Why?' }).click()
  const why = page.getByRole('region', { name: 'Why', exact: true })
  await expect(
    why.getByRole('heading', { name: 'The code asked for something else than its history says' }),
  ).toBeVisible()
  await expect(why).toContainText('Math.random() gives another value in every replay.')
  const parting = why.getByRole('row', { name: /another name/ }).first()
  await expect(parting).toContainText('left')
  await expect(parting).toContainText('right')
  await expect(why.getByRole('button', { name: 'src/functions/app.js:6' })).toBeVisible()
  await expect(why.getByText(/^if \(Math.random\(\) < 0.5\)/)).toBeVisible()

  await why.getByRole('button', { name: 'Fix it: draw it in an activity' }).click()
  await expect(page.getByText("if ((yield context.df.callActivity('drawRandom')) < 0.5)")).toBeVisible()
  await expect(page.locator('.squiggly-warning')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('.monaco-editor').getByText('if (Math.random() < 0.5)')).toBeVisible()
  await why.getByRole('button', { name: 'Fix it: draw it in an activity' }).click()

  expect(await page.evaluate(() => window.durablePlayground?.run())).toMatchObject({ ok: true })
  const second = await send(page, 'POST', '/api/Start')
  await expect.poll(() => statusOf(page, second)).toMatchObject({ runtimeStatus: 'Completed', output: 'arrived' })
  await expect(why).toContainText('wander has done nothing that needs an explanation.')
})
