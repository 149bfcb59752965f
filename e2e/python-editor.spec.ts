import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openPlayground, runApp } from './playground.ts'

const app = `import azure.durable_functions as df

app = df.DFApp()


@app.orchestration_trigger(context_name="context")
def chain(context: df.DurableOrchestrationContext):
    first = yield context.call_activity("hello", "Ada")
    return first


def hostile():
    """[click](javascript:window.hacked=1) [run](command:undo) ![look](https://hostile.example/1.png)
    <img src="https://hostile.example/2.png" onerror="window.hacked=2"> <b>bold</b>"""
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

  const line = (text: string) => lineOf(page, text)
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

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const hover = page.locator('.monaco-hover:visible')
  await expect(async () => {
    await page.mouse.move(0, 0)
    await line('def hostile').getByText('hostile').hover()
    await expect(hover).toContainText('click', { timeout: 5000 })
  }).toPass({ timeout: 60_000 })
  await expect(hover.locator('img, b, [data-href^="javascript"], [data-href^="command"]')).toHaveCount(0)
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(asked.filter((url) => url.includes('hostile'))).toEqual([])
})

test('what no replay can rely on is underlined before anything has run, and mended from the light bulb', async ({
  page,
}) => {
  await openPlayground(page)
  const text = app
    .replace('"hello", "Ada"', '"hello", random.random()')
    .replace('@app', '@app.activity_trigger(input_name="x")\ndef hello(x):\n    return x\n\n\n@app')
    .replace('import', 'import random\nimport')
  await page.evaluate(
    (given) => window.durablePlayground?.importFolder('app', given),
    [{ path: 'function_app.py', text }],
  )
  await expect(page.locator('.squiggly-warning')).toHaveCount(1)
  await lineOf(page, 'random.random()').getByText('random').click()
  await page.keyboard.press('Control+.')
  await page.getByRole('option', { name: 'Draw it in an activity' }).click()
  await expect(lineOf(page, '(yield context.call_activity("draw_random"))')).toBeVisible()
  await expect(lineOf(page, 'return random.random()')).toBeVisible()
  await expect(page.locator('.squiggly-warning')).toHaveCount(0)
})

function lineOf(page: Page, text: string): Locator {
  return page.locator('.monaco-editor .view-line').filter({ hasText: text }).first()
}
