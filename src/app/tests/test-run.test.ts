import { expect, test } from 'vitest'
import type { Build } from '#durable/build.ts'
import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'
import type { HostAccess } from '../session/host-access.ts'
import { runTests, type TestsView, untested } from './test-run.ts'

const files = [{ path: 'test_a.py', text: 'def test_one(): pass\ndef test_two(): pass\n' }]
const build: Build = { id: 'b', language: 'python', files, modules: [], entries: [] }
const at = { file: 'test_a.py', line: 1 }
const passed: TestOutcome = { outcome: 'passed', seconds: 0.1, said: '', output: [] }

/** A host that answers with these tests, and with what `run` says of each. */
function hostWith(
  tests: readonly UnitTest[],
  run: (id: string) => TestOutcome,
): { hosts: HostAccess; asked: string[] } {
  const asked: string[] = []
  const hosts: HostAccess = {
    openTrial: () => Promise.reject(new Error('no trial')),
    stop: async () => {},
    async call(_id, call, ask) {
      const { id, isLast } = ask as { id: string; isLast: boolean }
      asked.push(call === 'runTest' ? `${id}${isLast ? ' last' : ''}` : call)
      return (call === 'findTests' ? { tests } : run(id)) as never
    },
  }
  return { hosts, asked }
}

async function run(hosts: HostAccess, only: string | null, before = untested): Promise<TestsView[]> {
  const shown: TestsView[] = []
  await runTests({
    hosts,
    projectId: 'p',
    files,
    build: async () => build,
    only,
    before,
    show: (view) => shown.push(view),
  })
  return shown
}

const phases = ({ states }: TestsView) => [...states].map(([id, state]) => `${id} ${state.phase}`)
const tests = ['one', 'two'].map((name) => ({ id: `test_a.py::test_${name}`, at }))

test('all wait, then run one after another, and the last is told so', async () => {
  const { hosts, asked } = hostWith(tests, () => passed)
  const shown = await run(hosts, null)
  expect(asked).toEqual(['findTests', 'test_a.py::test_one', 'test_a.py::test_two last'])
  expect(shown.map(({ phase }) => phase)).toEqual(['finding', 'running', 'running', 'running', 'idle'])
  expect(phases(shown[3] ?? untested)).toEqual(['test_a.py::test_one done', 'test_a.py::test_two running'])
})

test('one that is run again leaves the outcomes of the others', async () => {
  const { hosts } = hostWith(tests, (id) => ({ ...passed, outcome: id.endsWith('two') ? 'failed' : 'passed' }))
  const all = (await run(hosts, null)).at(-1)
  const { hosts: again, asked } = hostWith(tests, () => passed)
  const last = (await run(again, 'test_a.py::test_two', all)).at(-1) ?? untested
  expect(asked).toEqual(['findTests', 'test_a.py::test_two last'])
  expect([...last.states.values()]).toEqual(Array(2).fill({ phase: 'done', outcome: passed }))
})

test('a file that does not load is an error, and the tests that it seemed to hold are gone', async () => {
  const { hosts } = hostWith([{ id: 'test_a.py', at, failure: 'SyntaxError: invalid syntax' }], () => passed)
  const last = (await run(hosts, null)).at(-1) ?? untested
  expect([...last.states]).toEqual([
    [
      'test_a.py',
      { phase: 'done', outcome: { ...passed, at, seconds: 0, outcome: 'error', said: 'SyntaxError: invalid syntax' } },
    ],
  ])
})

test('what is stopped is an error, and what waited has not run', async () => {
  const { hosts } = hostWith(tests, () => {
    throw new Error('The tests were stopped.')
  })
  const last = (await run(hosts, null)).at(-1) ?? untested
  expect([last.phase, last.failure, ...phases(last)]).toEqual([
    'idle',
    null,
    'test_a.py::test_one done',
    'test_a.py::test_two not run',
  ])
})

test('when there is no host, that is said', async () => {
  const hosts: HostAccess = {
    openTrial: () => Promise.reject(new Error('no trial')),
    stop: async () => {},
    call: () => Promise.reject(new Error('no host')),
  }
  expect((await run(hosts, null)).at(-1)).toMatchObject({ phase: 'idle', failure: 'no host' })
})
