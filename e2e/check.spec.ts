import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../src/commands/build/paths.ts'
import { expect, test } from './fixtures.ts'
import { openPlayground, send } from './playground.ts'

const cities = ['Tokyo', 'Seattle', 'London']

/** The status of a chain as Azure tells it, whose second activity was `second`. */
function statusText(second: string): string {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString()
  const greeted = cities.map((city, i) => ({
    EventType: 'TaskCompleted',
    Result: `Hello ${city}!`,
    Timestamp: at(2 * i + 2),
    ScheduledTime: at(2 * i + 1),
    FunctionName: i === 1 ? second : 'sayHello',
    Input: JSON.stringify(city),
  }))
  const output = cities.map((city) => `Hello ${city}!`)
  return JSON.stringify({
    name: 'chainingOrchestration',
    instanceId: 'real-one',
    runtimeStatus: 'Completed',
    input: null,
    output,
    historyEvents: [
      { EventType: 'ExecutionStarted', Input: null, Timestamp: at(0), FunctionName: 'chainingOrchestration' },
      ...greeted,
      { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed', Result: output, Timestamp: at(9) },
    ],
  })
}

const histories = {
  'fits.json': statusText('sayHello'),
  'parts.json': statusText('sayBye'),
  'settings.json': '{"version":"2.0","functionTimeout":"00:05:00"}',
}

const parting = "history says task 1 was the activity 'sayBye', the code asks for the activity 'sayHello'"

async function importAll(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import histories…' }).click()
  const files = Object.entries(histories).map(([name, text]) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  }))
  await (await chooser).setFiles(files)
}

test('histories of a real app fit the code, part from it or are refused; edited code is checked before it runs', async ({
  page,
}) => {
  await openPlayground(page, '/#ex/hello-cities-javascript')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  expect((await send(page, 'POST', '/api/StartChaining')).status).toBe(202)
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()).toContainText('Completed')
  await page.getByRole('button', { name: 'Edit & replay…' }).click()
  await page.getByRole('button', { name: 'Check this instance' }).click()
  const list = page.getByRole('listbox', { name: 'Histories' })
  await expect(list.getByRole('option')).toHaveText([/^fits/])
  await importAll(page)
  await expect(list.getByRole('option')).toHaveText([/^fits/, /^parts at event 6/, /^refused/, /^fits/])

  const details = page.getByRole('region', { name: 'The chosen history' })
  await list.getByRole('option', { name: 'parts.json' }).click()
  await expect(details).toContainText(`It parts at event 6: ${parting}`)
  await expect(details.getByRole('row').nth(2)).toContainText('another name')
  await list.getByRole('option', { name: 'settings.json' }).click()
  await expect(details).toContainText('This is a host.json. Expected is')
  await list.getByRole('option', { name: 'fits.json' }).click()
  await details.getByRole('combobox', { name: 'Beside' }).selectOption({ label: 'chainingOrchestration · parts.json' })
  await expect(details).toContainText('They differ first at task 1.')

  // The editor holds other code now, and it has not been run.
  await page.locator('.monaco-editor .view-line', { hasText: "'Seattle'" }).first().click()
  await page.keyboard.press('Home')
  await page.keyboard.type("yield context.df.callActivity('new', 1); ")
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(list.getByRole('option')).toHaveText([/^parts/, /^parts/, /^refused/, /^parts/])
})

test('an imported history is stepped through like a run of ones own, and one that parts opens where it does', async ({
  page,
}) => {
  await openPlayground(page, '/#ex/hello-cities-javascript')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Check', exact: true }).click()
  await importAll(page)
  const list = page.getByRole('listbox', { name: 'Histories' })
  const note = page.getByText('An imported history, only to be looked at')
  const lit = page.locator('.monaco-editor .view-line', { hasText: 'stopped here' })
  const variables = page.getByRole('region', { name: 'Variables' })

  await list.getByRole('option', { name: 'fits.json' }).click()
  await page.getByRole('button', { name: 'Step through it' }).click()
  await expect(note).toContainText('fits.json. It fits your code.')
  const back = page.getByRole('button', { name: 'Previous episode' })
  await back.click()
  await expect(lit).toContainText("'London'")
  await back.click()
  await expect(lit).toContainText("'Seattle'")
  await expect(variables).toContainText('"Hello Tokyo!"')
  await page.getByRole('tab', { name: 'Instance', exact: true }).click()
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Purge' })).toHaveCount(0)

  await page.getByRole('tab', { name: 'Check', exact: true }).click()
  await list.getByRole('option', { name: 'parts.json' }).click()
  await page.getByRole('button', { name: 'Step through it' }).click()
  const parted = page.getByRole('alert').filter({ hasText: 'parts.json' })
  await expect(parted).toContainText(`It parts at event 6: ${parting}`)
  await expect(page).toHaveURL(/step=6/)
  await expect(lit).toContainText("'Seattle'")
  await page.getByRole('tab', { name: /^History/ }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('your code parts here')

  await page.reload() // it is kept
  await expect(parted).toContainText('It parts at event 6')
  await expect(page.getByRole('row', { selected: true })).toContainText('your code parts here')
  await page.locator('.monaco-editor .view-line', { hasText: "'Tokyo')" }).click()
  await page.keyboard.press('Home')
  await page.keyboard.type('yield context.df.waitForExternalEvent("go"); ')
  await page.getByRole('button', { name: 'Replay your changed code' }).click()
  await expect(parted).toContainText('It parts at event 2')
  await page.getByRole('button', { name: 'Back to your runs' }).click()
  await expect(parted).toHaveCount(0)
})

test('npm run replay says the same on the command line, and its exit status tells it', async () => {
  test.setTimeout(180_000) // three commands, each of which starts a compiler
  const folder = mkdtempSync(join(tmpdir(), 'histories-'))
  for (const [name, text] of Object.entries(histories)) writeFileSync(join(folder, name), text)
  const app = join(root, 'src/samples/hello-cities-javascript')
  const replay = (...names: readonly string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/commands/replay.ts', app]
      const files = names.map((name) => join(folder, name))
      const child = execFile(process.execPath, [...command, ...files], { cwd: root }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      )
    })
  const fits = await replay('fits.json')
  const fitting = join(folder, 'fits.json')
  expect(fits).toMatchObject({ code: 0, stdout: `${fitting}: fits (16 events of chainingOrchestration)\n` })
  const parts = await replay('fits.json', 'parts.json')
  expect(parts.code).toBe(1)
  expect(parts.stdout).toContain(`parts.json: parts at event 6: ${parting} (src/functions/helloCities.js:`)
  const bad = await replay('settings.json', 'none', 'fits.json')
  expect(bad.code).toBe(2)
  expect(bad.stdout).toMatch(/settings.json: This is a host.json[^]*none: There is no such file.[^]*: fits/)
  rmSync(folder, { recursive: true })
})

test('the tree of what an instance waits for raises the event that it lacks', async ({ page }) => {
  await openPlayground(page, '/#ex/human-interaction')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  expect((await send(page, 'POST', '/api/orders/fine/approve')).status).toBe(202)
  const tree = page.getByRole('group', { name: 'Why is it waiting?' })
  await expect(tree).toContainText('external event Approval')
  await expect(tree).toContainText(/timer .* 7[12] h/)
  await tree.getByRole('button', { name: 'Raise Approval' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Event name' })).toHaveValue('Approval')
  await dialog.getByRole('textbox', { name: 'Data (JSON)' }).fill('true')
  await dialog.getByRole('button', { name: 'Raise event' }).click()
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()).toContainText('Completed')
  await expect(tree).toHaveCount(0)
})
