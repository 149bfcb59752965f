import { expect, test } from 'vitest'
import { writtenTests } from './written-tests.ts'

const ids = (path: string, text: string) => writtenTests([{ path, text }]).map(({ id }) => id)

test('methods of classes and functions are found by their names, with their lines, those inside functions are not', () => {
  const text = `import unittest
class TestHello(unittest.TestCase):
    def setUp(self): pass
    def test_a(self): pass

    async def test_b(self):
        def test_inner(): pass

def test_plain(): pass
def helper(): pass
`
  expect(writtenTests([{ path: 'tests/test_hello.py', text }])).toEqual(
    [
      ['TestHello::test_a', 4],
      ['TestHello::test_b', 6],
      ['test_plain', 9],
    ].map(([name, line]) => ({
      id: `tests/test_hello.py::${name}`,
      at: { file: 'tests/test_hello.py', line },
    })),
  )
})

test('only files that are named as tests are looked into', () => {
  const text = 'def test_x(): pass'
  expect(ids('hello_test.py', text)).toEqual(['hello_test.py::test_x'])
  expect(ids('function_app.py', text)).toEqual([])
  expect(ids('tests/test_data.json', text)).toEqual([])
})
