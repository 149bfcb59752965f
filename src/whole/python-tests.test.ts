import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readFolder } from '#commands/try/read-folder.ts'
import type { TestOutcome } from '#durable/unit-test.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { buildOf, type Files, wholeApp } from './whole-app.ts'

await sharedPython()

const app = 'import azure.functions as func\napp = func.FunctionApp()\n'

/** Runs all tests of a project, in order: outcomes by id. */
async function outcomes(files: Files): Promise<Record<string, TestOutcome | string>> {
  const { host } = await wholeApp({ 'function_app.py': app })
  const { tests } = await host.findTests({ build: await buildOf({ 'function_app.py': app, ...files }) })
  const results: Record<string, TestOutcome | string> = {}
  for (const [i, { id, failure }] of tests.entries())
    results[id] = failure ?? (await host.runTest({ id, isLast: i === tests.length - 1 }))
  return results
}

const short = (results: Awaited<ReturnType<typeof outcomes>>) =>
  Object.fromEntries(
    Object.entries(results).map(([id, result]) => [id, typeof result === 'string' ? result : result.outcome]),
  )

test("the guide's two unit tests pass, each where the guide has it", async () => {
  const folder = fileURLToPath(new URL('python-guide/unit-tests', import.meta.url))
  const files = Object.fromEntries(readFolder(folder).map(({ path, text }) => [path, text]))
  const results = await outcomes(files)
  expect(short(results)).toEqual({
    'httpfunc/test_httpfunc.py::TestFunction::test_my_function': 'passed',
    'queuefunc/test_func.py::TestFunction::test_my_function': 'passed',
  })
  expect(results['httpfunc/test_httpfunc.py::TestFunction::test_my_function']).toMatchObject({
    output: ['Python HTTP trigger function processed a request.'],
  })
})

test('both stand in one folder as well, as the guide shows them', async () => {
  const folder = fileURLToPath(new URL('python-guide/unit-tests', import.meta.url))
  const files = readFolder(folder).map(({ path, text }) => [path.replace(/^(?:httpfunc|queuefunc)\//, 'myapp/'), text])
  expect(short(await outcomes(Object.fromEntries(files)))).toEqual({
    'myapp/test_func.py::TestFunction::test_my_function': 'passed',
    'myapp/test_httpfunc.py::TestFunction::test_my_function': 'passed',
  })
})

test('a test that fails shows the difference, its line and what it printed; one that raises is an error', async () => {
  const results = await outcomes({
    'tests/test_words.py': `import unittest
import words

class TestWords(unittest.TestCase):
    def test_list(self):
        print('about to compare')
        self.assertEqual(['a', 'b'], ['a', 'c'])

    def test_raises(self):
        words.fail()

    @unittest.skip('not now')
    def test_later(self): pass

    def test_each(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
`,
    'words.py': "def fail():\n    raise ValueError('no word')\n",
    'tests/test_plain.py': 'def test_sum():\n    assert 1 + 1 == 3, "not two"\n',
    'tests/broken_test.py': 'import nothing_here\n',
    'tests/test_fixtures.py': 'import pytest\n',
  })
  const [list, raises, later, each] = ['list', 'raises', 'later', 'each'].map(
    (name) => results[`tests/test_words.py::TestWords::test_${name}`] as TestOutcome,
  )
  expect(list).toMatchObject({
    outcome: 'failed',
    at: { file: 'tests/test_words.py', line: 7 },
    output: ['about to compare'],
  })
  expect(list?.said).toContain("AssertionError: Lists differ: ['a', 'b'] != ['a', 'c']")
  expect(list?.said).toContain("- ['a', 'b']\n?        ^\n\n+ ['a', 'c']")
  expect(list?.said).not.toContain('unittest/case.py')
  expect(raises).toMatchObject({ outcome: 'error', at: { file: 'words.py', line: 2 } })
  expect(raises?.said).toContain('ValueError: no word')
  expect(later).toMatchObject({ outcome: 'skipped', said: 'not now' })
  expect(each).toMatchObject({ outcome: 'failed', said: expect.stringContaining('(i=1)') })
  expect(results['tests/test_plain.py::test_sum']).toMatchObject({
    outcome: 'failed',
    said: expect.stringContaining('not two'),
    at: { file: 'tests/test_plain.py', line: 2 },
  })
  expect(results['tests/test_fixtures.py']).toContain('pytest itself is not here: tests are run with unittest.')
  expect(results['tests/broken_test.py']).toContain("ModuleNotFoundError: No module named 'nothing_here'")
})

test('a class is set up once for all its tests, and torn down after them', async () => {
  const results = await outcomes({
    'test_class.py': `import unittest

class TestShared(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print('set up')
    @classmethod
    def tearDownClass(cls): print('torn down')
    def test_1(self): print('one')
    def test_2(self): print('two')

class TestUnready(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise OSError('no table')
    def test_a(self): pass
    def test_b(self): pass
`,
  })
  const output = (name: string) => (results[`test_class.py::${name}`] as TestOutcome).output
  expect([output('TestShared::test_1'), output('TestShared::test_2')]).toEqual([['set up', 'one'], ['two']])
  expect(output('TestUnready::test_a')).toEqual(['torn down'])
  expect(results['test_class.py::TestUnready::test_a']).toMatchObject({
    outcome: 'error',
    said: expect.stringContaining('OSError: no table'),
  })
  expect(results['test_class.py::TestUnready::test_b']).toMatchObject({ outcome: 'error' })
})

test('functions of the v2 model and orchestrators are tested as the articles do', async () => {
  const results = await outcomes({
    'function_app.py': `import azure.functions as func, azure.durable_functions as df
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)

@app.route(route="Double")
def double(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(int(req.params["n"]) * 2))

@app.orchestration_trigger(context_name="context")
def chain(context: df.DurableOrchestrationContext):
    one = yield context.call_activity("hello", "Tokyo")
    two = yield context.call_activity("hello", "Seattle")
    return [one, two]

@app.activity_trigger(input_name="city")
def hello(city: str): return f"Hello {city}!"

@app.route(route="start")
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client):
    return client.create_check_status_response(req, await client.start_new("chain"))
`,
    'test_app.py': `import asyncio
import unittest
from unittest.mock import AsyncMock, Mock, call, patch

import azure.functions as func
from function_app import chain, double, hello, start


class TestApp(unittest.TestCase):
    def test_double(self):
        req = func.HttpRequest(method='GET', body=None, url='/api/Double', params={'n': '21'})
        resp = double.build().get_user_function()(req)
        self.assertEqual(resp.get_body(), b'42')

    @patch('azure.durable_functions.DurableOrchestrationContext')
    def test_chain(self, context):
        context.call_activity = Mock(side_effect=lambda name, city: f'Hello {city}!')
        orchestrator = chain.build().get_user_function().orchestrator_function
        generator = orchestrator(context)
        values = [next(generator)]
        try:
            while True: values.append(generator.send(values[-1]))
        except StopIteration as stop:
            self.assertEqual(stop.value, ['Hello Tokyo!', 'Hello Seattle!'])
        context.call_activity.assert_has_calls([call('hello', 'Tokyo'), call('hello', 'Seattle')])

    def test_hello(self):
        self.assertEqual(hello.build().get_user_function()('Oslo'), 'Hello Oslo!')
`,
  })
  expect(
    Object.entries(results).map(
      ([id, result]) => (typeof result === 'string' ? result : `${result.outcome} ${result.said}`) + ` ${id}`,
    ),
  ).toEqual([
    'passed  test_app.py::TestApp::test_double',
    'passed  test_app.py::TestApp::test_chain',
    'passed  test_app.py::TestApp::test_hello',
  ])
})

test('tests that are stopped say so, and are found again afterwards', async () => {
  const files = { 'function_app.py': app, 'test_a.py': 'def test_a(): pass\n' }
  const { host } = await wholeApp(files)
  const build = await buildOf(files)
  await host.findTests({ build })
  await host.stopTests({})
  await expect(host.runTest({ id: 'test_a.py::test_a', isLast: true })).rejects.toThrow('stopped')
  expect((await host.findTests({ build })).tests).toHaveLength(1)
})
