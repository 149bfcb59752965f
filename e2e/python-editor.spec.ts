import { expect, test } from './fixtures.ts'
import { openPlayground, runApp } from './playground.ts'

const app = `import azure.durable_functions as df

app = df.DFApp()


@app.orchestration_trigger(context_name="context")
def chain(context: df.DurableOrchestrationContext):
    first = yield context.call_activity("hello", "Ada")
    return first
`

test('the editor knows Python once an app has run: it completes, marks what is wrong, explains and formats', async ({
  page,
}) => {
  test.setTimeout(240_000) // it reads all of Python's library, on however busy a machine
  const fetched: string[] = []
  page.on('request', (request) => {
    if (/pyright|ruff/.test(request.url())) fetched.push(request.url())
  })
  await openPlayground(page)
  expect(await runApp(page, [{ path: 'function_app.py', text: app }])).toMatchObject({ ok: true })
  expect(fetched).toEqual([])

  const line = (text: string) => page.locator('.monaco-editor .view-line').filter({ hasText: text }).first()
  await line('return first').click()
  await page.keyboard.press('Home')
  await page.keyboard.type('context.wait_for')
  const suggested = page.locator('.suggest-widget .monaco-list-row')
  await expect(async () => {
    await page.keyboard.press('Control+Space')
    await expect(suggested.first()).toContainText('wait_for_external_event', { timeout: 5000 })
  }).toPass({ timeout: 120_000 })
  await page.keyboard.press('Enter')
  await page.keyboard.type('(1,2,3)\n')
  await expect(page.locator('.squiggly-error').first()).toBeVisible({ timeout: 60_000 })

  await page.keyboard.press('Control+Shift+I') // as everywhere on Linux
  await expect(line('wait_for_external_event(1, 2, 3)')).toBeVisible({ timeout: 60_000 })
  expect(fetched.length).toBeGreaterThan(1)
})
