import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send, statusOf } from './playground.ts'

const mistakes = [
  ['a syntax error', 'let a = 1\nlet b = (\n', 'Unexpected token', ':3'],
  [
    'an unknown import',
    "\nrequire('left-pad')\n",
    "Cannot find module 'left-pad'. Available here: durable-functions",
    ':2',
  ],
  ['an error at load', '\n\nnull.field\n', "reading 'field'", ':3'],
  [
    'two functions of one name',
    "const { app } = require('@azure/functions')\napp.get('A', () => {})\napp.get('A', () => {})\n",
    'A function with id "A" has already been registered',
    ':3',
  ],
] as const

for (const [what, code, message, line] of mistakes) {
  test(`${what} is said where the person looks, with file and line, and what ran goes on`, async ({ page }) => {
    await openPlayground(page)
    const good = "require('@azure/functions').app.get('Hello', () => ({ body: 'still here' }))"
    expect(await runApp(page, appOf(good))).toMatchObject({ ok: true })

    await page.locator('.monaco-editor').first().click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(code)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(message).first()).toBeVisible()
    await expect(page.getByRole('button', { name: `src/functions/app.js${line}` })).toBeVisible()
    expect((await send(page, 'GET', '/api/Hello')).text).toBe('still here')
  })
}

test('a handler that throws, and one that logs ten megabytes, harm only their own call', async ({ page }) => {
  await openPlayground(page)
  const code = `const { app } = require('@azure/functions')
    app.get('Throws', () => { throw new Error('on purpose') })
    app.get('Shouts', () => { console.log('x'.repeat(1e7)); return { body: 'after' } })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })
  expect((await send(page, 'GET', '/api/Throws')).status).toBe(500)
  expect(await send(page, 'GET', '/api/Shouts')).toMatchObject({ status: 200, text: 'after' })
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(page.getByText('Error: on purpose').first()).toBeVisible()
  await expect(page.getByText('(src/functions/app.js:2:').first()).toBeVisible()
})

test('an orchestrator that is no generator fails as on Azure, and the instance shows why', async ({ page }) => {
  await openPlayground(page)
  const code = `const df = require('durable-functions')
    df.app.orchestration('plain', async () => 1)
    require('@azure/functions').app.post('Start', { extraInputs: [df.input.durableClient()], handler: async (request, context) =>
      df.getClient(context).createCheckStatusResponse(request, await df.getClient(context).startNew('plain')) })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })
  const started = await send(page, 'POST', '/api/Start')
  await expect.poll(async () => (await statusOf(page, started))['runtimeStatus']).toBe('Failed')
  await expect(page.getByText('this.generator.next is not a function').first()).toBeVisible()
})
