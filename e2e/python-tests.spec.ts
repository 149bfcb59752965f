import { root } from '../src/commands/build/paths.ts'
import { readFolder } from '../src/commands/try/read-folder.ts'
import { expect, test } from './fixtures.ts'
import { openPlayground } from './playground.ts'

test.setTimeout(120_000)

const guide = readFolder(`${root}src/whole/python-guide/unit-tests`)

test("the guide's unit tests pass in the Tests panel; one that fails shows its difference and its line; an endless one is stopped", async ({
  page,
}) => {
  await openPlayground(page)
  const wrong = `import asyncio
import unittest

async def answer(): 
    await asyncio.sleep(0.01)
    return 41

class TestWrong(unittest.IsolatedAsyncioTestCase):
    async def test_answer(self):
        print('asking')
        self.assertEqual(await answer(), 41)

    def test_run(self):
        self.assertEqual(asyncio.run(answer()), 42)

    def test_endless(self):
        while True: pass
`
  const files = [...guide, { path: 'wrong/test_wrong.py', text: wrong }]
  await page.evaluate((given) => window.durablePlayground?.importFolder('app', given), files)
  await page.getByRole('tab', { name: 'Tests' }).click()
  const rows = page.getByRole('list', { name: 'Tests' }).getByRole('listitem')
  const row = (name: string) => rows.filter({ hasText: name }).last()
  await expect(page.getByText('5 tests')).toBeVisible()

  await page.getByRole('button', { name: 'Run TestWrong.test_run' }).click()
  await expect(row('test_run').getByRole('img', { name: 'Failed' })).toBeVisible({ timeout: 60_000 })
  await expect(row('test_run')).toContainText('AssertionError: 41 != 42')
  await row('test_run').getByRole('button', { name: 'wrong/test_wrong.py:14', exact: true }).click()
  await expect(page).toHaveURL(/file=wrong\/test_wrong\.py&line=14/)

  await page.getByRole('button', { name: 'Run all tests' }).click()
  await expect(row('TestWrong.test_endless').getByRole('img', { name: 'Running' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Stop the tests' }).click()
  await expect(row('TestWrong.test_endless').getByRole('img', { name: 'Error' })).toBeVisible()
  await expect(row('TestWrong.test_answer').getByRole('img', { name: 'Passed' })).toBeVisible()
  await expect(rows.getByRole('img', { name: 'Passed' })).toHaveCount(3)
  await expect(page.getByRole('status').filter({ hasText: 'passed' })).toContainText(
    '3 passed, 1 failed, 1 with an error',
  )
})
