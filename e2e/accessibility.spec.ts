import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { markIds } from '../src/timeline/paint/marks.ts'
import { expect, test } from './fixtures.ts'
import { runToTheWait } from './one-of-each.ts'
import { appOf, openPlayground, runApp, showCode } from './playground.ts'

/** What axe finds. Monaco is a package with an accessibility of its own, and a link to `#marks` leads to another page. */
async function findings(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(where)
    .exclude('.monaco-editor')
    .disableRules('skip-link')
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** The panels under tabs, and not the page around them, which does not change with them. */
const panels = '[role=tabpanel]'
const dialog = '[role=dialog]'

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

async function openPart(page: Page, tab: string, part: string): Promise<void> {
  await openTab(page, tab)
  await page.getByRole('tabpanel', { name: tab }).getByText(part, { exact: true }).first().click()
}

/** Each view, how one comes to it, by what one sees that it is there, and where it is. */
const views: readonly {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
  readonly shown: (page: Page) => ReturnType<Page['getByRole']>
  readonly where?: string
}[] = [
  {
    name: 'the whole page, with the variables of a moment',
    open: showCode,
    shown: (page) => page.getByRole('region', { name: 'Variables' }).getByText('tasks'),
    where: 'html',
  },
  {
    name: 'the instance',
    open: (page) => page.getByRole('tab', { name: 'Instance', exact: true }).click(),
    shown: (page) => page.getByRole('region', { name: 'The selected instance' }),
  },
  {
    name: 'history',
    open: (page) => openTab(page, 'History'),
    shown: (page) => page.getByRole('region', { name: 'The selected event' }),
  },
  {
    name: 'sequence',
    open: (page) => openTab(page, 'Sequence'),
    shown: (page) => page.getByRole('option').filter({ hasText: 'child' }).first(),
  },
  {
    name: 'graph of the run',
    open: (page) => openTab(page, 'Graph'),
    shown: (page) => page.getByRole('group', { name: 'Graph of the run' }).getByRole('button').first(),
  },
  {
    name: 'graph of the code',
    open: (page) => openPart(page, 'Graph', 'Code'),
    shown: (page) => page.getByRole('group', { name: 'Graph of the code of run' }).getByRole('button').first(),
  },
  {
    name: 'why',
    open: (page) => openTab(page, 'Why'),
    shown: (page) => page.getByRole('tabpanel', { name: 'Why' }),
  },
  {
    name: 'instances',
    open: (page) => openTab(page, 'Instances'),
    shown: (page) => page.getByRole('grid', { name: 'Instances of the hub' }),
  },
  {
    name: 'an operation',
    open: (page) => page.getByRole('button', { name: 'Raise event' }).first().click(),
    shown: (page) => page.getByRole('dialog'),
    where: dialog,
  },
  {
    name: 'entities',
    open: (page) => openPart(page, 'Instances', 'Entities'),
    shown: (page) => page.getByRole('region', { name: 'The selected entity' }),
  },
  {
    name: 'task hub',
    open: (page) => openPart(page, 'Instances', 'Task hub'),
    shown: (page) => page.getByRole('tabpanel', { name: 'Instances' }),
  },
  ...['Queues', 'Blobs', 'Tables'].map((part) => ({
    name: part,
    open: (page: Page) => openPart(page, 'Storage', part),
    shown: (page: Page) => page.getByRole('tabpanel', { name: 'Storage' }),
  })),
  {
    name: 'check',
    open: (page) => openTab(page, 'Check'),
    shown: (page) => page.getByRole('tabpanel', { name: 'Check' }),
  },
  {
    name: 'console',
    open: (page) => openTab(page, 'Console'),
    shown: (page) => page.getByText('no luck').first(),
  },
  {
    name: 'faults',
    open: (page) => openTab(page, 'Faults'),
    shown: (page) => page.getByRole('tabpanel', { name: 'Faults' }),
  },
  ...['Legend', 'Keys'].map((item) => ({
    name: item,
    open: async (page: Page) => {
      await openTab(page, 'Timeline')
      await page.getByRole('button', { name: 'View' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
    shown: (page: Page) => page.getByRole('dialog'),
    where: dialog,
  })),
  ...['Rename…', 'Network…', 'Delete…'].map((item) => ({
    name: item,
    open: async (page: Page) => {
      await page.getByRole('button', { name: /^Project/ }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
    shown: (page: Page) => page.locator('[role=dialog], [role=alertdialog]'),
    where: '[role=dialog], [role=alertdialog]',
  })),
  {
    name: 'share',
    open: (page) => page.getByRole('button', { name: 'Share' }).click(),
    shown: (page) => page.getByRole('dialog'),
    where: dialog,
  },
  {
    name: 'a history that was checked',
    open: async (page) => {
      await openTab(page, 'Check')
      await page.getByRole('button', { name: 'Check all instances' }).click()
    },
    shown: (page) => page.getByRole('region', { name: 'The chosen history' }).getByRole('row').first(),
  },
  {
    name: 'a history opened as a run',
    open: (page) => page.getByRole('button', { name: 'Step through it' }).click(),
    shown: (page) => page.getByRole('button', { name: 'Back to your runs' }),
    where: 'html',
  },
]

const unitTests = [
  { path: 'host.json', text: '{ "version": "2.0" }' },
  { path: 'function_app.py', text: 'import azure.functions as func\napp = func.FunctionApp()\n' },
  {
    path: 'test_sums.py',
    text: `import unittest
class Sums(unittest.TestCase):
    def test_right(self):
        self.assertEqual(1 + 1, 2)
    def test_wrong(self):
        print('adding')
        self.assertEqual({'sum': 1 + 1}, {'sum': 3})
`,
  },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing where there is nothing yet, where code is wrong, and on a phone, ${colorScheme}`, async ({
    page,
  }) => {
    test.setTimeout(240_000) // axe takes its time
    const nothingIn = async (view: string) => expect.soft(await findings(page, 'html'), view).toEqual([])
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openPlayground(page)
    await expect(page.getByText('Press Run, then send').first()).toBeVisible()
    await nothingIn('the first page')
    expect(await runApp(page, appOf('let b = ('))).toMatchObject({ ok: false })
    await expect(page.getByRole('alert').filter({ hasText: 'Unexpected token' })).toBeVisible()
    await nothingIn('code that does not compile')

    await page.evaluate((files) => window.durablePlayground?.importFolder('app', files), unitTests)
    await openTab(page, 'Tests')
    await page.getByRole('button', { name: 'Run all tests' }).click()
    await expect(page.getByText(/1 passed, 1 failed/)).toBeVisible({ timeout: 60_000 })
    await nothingIn('tests')
    await page.setViewportSize({ width: 390, height: 844 })
    for (const tab of ['Replay', 'Code', 'Request', 'Hub', 'Console', 'Tests']) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
      await nothingIn(`${tab} on a phone`)
    }
  })

  test(`axe finds nothing on any view, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(240_000) // axe takes its time
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await runToTheWait(page)
    for (const { name, open, shown, where = panels } of views) {
      await open(page)
      await expect(shown(page), name).toBeVisible()
      expect.soft(await findings(page, where), name).toEqual([])
      if (where.startsWith(dialog)) {
        await page.keyboard.press('Escape')
        await expect(shown(page)).toBeHidden()
      }
    }
    await page.goto('/#marks')
    await expect(page.getByRole('img').first()).toBeVisible()
    expect.soft(await findings(page, 'html'), 'marks').toEqual([])
    expect(await page.getByRole('listitem').count()).toBe(markIds.length)
  })
}

test('the timeline is found, read and worked with by the keyboard alone', async ({ page }) => {
  await runToTheWait(page)
  const grid = page.getByRole('treegrid', { name: /^Timeline of/ })
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
  const selected = grid.getByRole('row', { selected: true })
  const isThere = () => grid.evaluate((element) => element === document.activeElement)
  const isInEditor = () => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)
  for (let tabs = 0; tabs < 80 && !(await isThere()); tabs++) {
    if (await isInEditor()) await press('Control+m') // the editor holds the Tab key, and says how to get it back
    await press('Tab')
  }
  expect(await isThere()).toBe(true)

  // Each bar is a row that says what it is; the one that is selected is the grid's active one.
  await expect(grid.getByRole('row').filter({ hasText: 'echo, failed' })).toHaveCount(1)
  await press('Home')
  await expect(selected).toHaveText(/^Episode 1, /)
  expect(await grid.getAttribute('aria-activedescendant')).toBe(await selected.getAttribute('id'))
  await press('ArrowDown')
  await expect(selected).toHaveText(/^echo, completed, /)
  await press('n')
  await expect(selected).toHaveText(/^echo, failed, .*3$/)
  await expect(page).toHaveURL(/step=\d+/)

  // A child opens in its place, and closes again.
  await press('/')
  await page.keyboard.type('child')
  await press('Enter')
  await expect(page.getByText('1 found')).toBeVisible()
  await press('Escape', 'Escape')
  expect(await isThere()).toBe(true)
  await expect(selected).toHaveText(/^child, completed/)
  await press('o')
  await expect(grid.getByRole('row', { level: 3 }).first()).toContainText('child')
  await press('o')
  await expect(grid.getByRole('row', { level: 3 })).toHaveCount(0)

  // Back through history, and to the present.
  await press('<')
  await expect(page.getByText(/^event \d+ of \d+$/)).toBeVisible()
  await press('+', 'l')
  await expect(page.getByText(/^event \d+ of \d+$/)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Back to live' })).toBeHidden()
  await press('?')
  await expect(page.getByRole('dialog')).toContainText('Escape')
  await press('Escape')
  expect(await isThere()).toBe(true)
})
