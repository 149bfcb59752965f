import { expect, test } from 'vitest'
import { MOST_FILES, runsOfFiles } from './check-run.ts'

const run = (instanceId: string) =>
  JSON.stringify({
    format: 'durable-playground/run',
    version: 1,
    instance: { instanceId },
    history: [{ type: 'ExecutionStarted', at: 1, name: 'A', input: null, executionId: 'e' }],
  })

test('each file is a row for each history that it holds, or one that says why it holds none', async () => {
  const runs = await runsOfFiles([
    new File([`[${run('a')},${run('b')}]`], 'two.json'),
    new File(['{"version":"2.0"}'], 'host.json'),
    new File([new Uint8Array([0x1f, 0x8b, 1, 2])], 'broken.gz'),
  ])
  expect(runs.map(({ name, history, state }) => [name, history?.instanceId, state.phase])).toEqual([
    ['two.json', 'a', 'not checked'],
    ['two.json', 'b', 'not checked'],
    ['host.json', undefined, 'failed'],
    ['broken.gz', undefined, 'failed'],
  ])
})

test('files of one name in two folders are two rows', async () => {
  const inFolder = (folder: string) =>
    Object.defineProperty(new File([run('a')], 'x.json'), 'webkitRelativePath', { value: `${folder}/x.json` })
  const runs = await runsOfFiles([inFolder('one'), inFolder('two')])
  expect(new Set(runs.map(({ key }) => key)).size).toBe(2)
})

test('of too many files it is said that some were not read', async () => {
  const runs = await runsOfFiles(Array.from({ length: MOST_FILES + 1 }, (_, i) => new File([''], `${i}.json`)))
  expect(runs).toHaveLength(MOST_FILES + 1)
  expect(runs.at(-1)).toMatchObject({ state: { phase: 'failed', message: 'Only 1,000 files are read at a time.' } })
})
