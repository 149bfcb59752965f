import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageModules, pythonPackages } from './python-packages.ts'

const paths = async (text: string, more: Record<string, string> = {}) => {
  const files = Object.entries({ 'requirements.txt': text, ...more }).map(([path, each]) => ({ path, text: each }))
  return (await packageModules(files)).map(({ path }) => path.replace('.python_packages/lib/site-packages/', ''))
}

test('a package comes with those that it imports, however its name is written and whatever version is asked for', async () => {
  const modules = await paths('azure-functions\nPython_DateUtil>=2.8,<3 # dates\n')
  expect(modules).toContain('dateutil/parser/_parser.py')
  expect(modules).toContain('six.py')
  expect(await paths('Jinja2[i18n]==2.0; python_version > "3"\r\n')).toContain('markupsafe/__init__.py')
})

test('other files are followed once; what is not here, is commented out or an option brings nothing', async () => {
  expect(await paths('-r base.txt\n', { 'base.txt': 'six\n-r requirements.txt\n' })).toContain('six.py')
  expect(await paths('# six\n-e six\nnumpy\nconstructor\n./six\n')).toEqual([])
})

test('every package loads, and is named where people are told what there is', async () => {
  expect((await paths(pythonPackages.join('\n'))).length).toBeGreaterThan(100)
  const told = readFileSync('src/language/python/azure_functions_worker/errors.py', 'utf8')
  for (const name of pythonPackages) expect(told.toLowerCase()).toContain(name)
})
