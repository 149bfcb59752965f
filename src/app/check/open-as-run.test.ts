import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { allTold, type ImportedHistory } from '#durable/history-import/imported-history.ts'
import { withRelatives } from './open-as-run.ts'

const at = 0 as EpochMs
const begun: HistoryEvent = { type: 'OrchestratorStarted', at }

function history(instanceId: string, executionId: string, ...children: readonly string[]): ImportedHistory {
  const created = children.map((child, id): HistoryEvent => {
    return { type: 'SubOrchestrationInstanceCreated', at, id, name: 'Child', instanceId: child, input: null }
  })
  return { dialect: 'History table', instanceId, executionId, name: 'A', events: [begun, ...created], untold: allTold }
}

const opened = async (first: ImportedHistory, all: readonly ImportedHistory[]) =>
  (await withRelatives(first, async (id) => all.filter(({ instanceId }) => instanceId === id))).map(
    ({ instanceId, executionId }) => `${instanceId} ${executionId}`,
  )

test('a history is opened with its other executions and with its children, theirs too, each once', async () => {
  const parent = history('parent', '2', 'child')
  const all = [
    history('parent', '1'),
    parent,
    history('child', '1', 'parent', 'grandchild'),
    history('grandchild', '1'),
  ]
  expect(await opened(parent, [...all, history('stranger', '1')])).toEqual([
    'parent 2',
    'parent 1',
    'child 1',
    'grandchild 1',
  ])
})

test('one that names no instance is opened alone', async () => {
  const nameless = history('', '')
  expect(await opened(nameless, [nameless, history('', '')])).toEqual([' '])
})

test('of very many, two hundred are opened', async () => {
  const children = Array.from({ length: 300 }, (_, i) => `c${i}`)
  const parent = history('parent', '1', ...children)
  expect(await opened(parent, [parent, ...children.map((id) => history(id, '1'))])).toHaveLength(200)
})
