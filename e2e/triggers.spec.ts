import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const code = `
  const { app, input, output } = require('@azure/functions')
  const out = output.storageQueue({ queueName: 'work', connection: '' })
  app.timer('Tick', { schedule: '0 0 0 1 1 *', return: out, handler: () => 'from the timer' })
  const blob = output.storageBlob({ path: 'done/{queueTrigger}.txt', connection: '' })
  app.storageQueue('Take', { queueName: 'work', connection: '', return: blob, handler: (message, context) => { context.log('Took ' + message); return message.toUpperCase() } })
  const made = input.storageBlob({ path: 'done/{name}.txt', connection: '' })
  app.get('Show', { route: 'done/{name}', authLevel: 'function', extraInputs: [made], handler: (request, context) => ({ body: context.extraInputs.get(made) ?? 'nothing' }) })`

test('a timer is run by hand, its message and the blob of that are kept, and a key opens the function that shows it', async ({
  page,
}) => {
  await openPlayground(page)
  const result = await runApp(page, appOf(code))
  expect(result).toMatchObject({ ok: true })
  const key = result?.ok === true ? result.functions.find(({ name }) => name === 'Show')?.http?.key : undefined
  await page.getByRole('button', { name: 'Run Tick now' }).click()
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(page.getByText('Took from the timer')).toBeVisible()
  expect((await send(page, 'GET', '/api/done/from%20the%20timer')).status).toBe(401)
  await expect
    .poll(async () => (await send(page, 'GET', `/api/done/from%20the%20timer?code=${key}`)).text)
    .toBe('FROM THE TIMER')

  await page.getByRole('button', { name: 'Run Take now' }).click()
  await page.getByRole('textbox', { name: 'The message' }).fill('by hand')
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('Took by hand')).toBeVisible()

  await page.reload()
  await expect.poll(async () => (await send(page, 'GET', `/api/done/by%20hand?code=${key}`)).text).toBe('BY HAND')
})
