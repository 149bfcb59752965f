import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Instance, RuntimeStatus } from '#durable/instance.ts'
import { asTree, everything, histogramOf, matching, sizeOf } from './instance-query.ts'

function instance(
  instanceId: string,
  more: { status?: RuntimeStatus; name?: string; at?: number; parent?: string; output?: string } = {},
): Instance {
  const { status = 'Completed', name = 'run', at = 0, parent, output = null } = more
  return {
    instanceId,
    executionId: 'e',
    name,
    status,
    input: null,
    customStatus: null,
    output,
    createdAt: at as EpochMs,
    updatedAt: at as EpochMs,
    historyLength: 0,
    episodes: 0,
    ...(parent !== undefined && { parent: { instanceId: parent, executionId: 'e', name: 'p', taskScheduledId: 0 } }),
  }
}

const ids = (instances: readonly Instance[]) => instances.map(({ instanceId }) => instanceId).join(' ')

test('instances are filtered by status, name, time and text in any payload', () => {
  const all = [
    instance('a', { status: 'Failed', at: 10, output: 'BOOM' }),
    instance('b', { name: 'other', at: 20 }),
    instance('c', { status: 'Running', at: 30 }),
  ]
  expect(ids(matching(all, everything))).toBe('a b c')
  expect(ids(matching(all, { ...everything, statuses: new Set(['Failed', 'Running']) }))).toBe('a c')
  expect(ids(matching(all, { ...everything, name: 'other' }))).toBe('b')
  expect(ids(matching(all, { ...everything, from: 20, to: 30 }))).toBe('b')
  expect(ids(matching(all, { ...everything, text: ' boom ' }))).toBe('a')
})

test('children stand below their parents, and those whose parent is not listed by themselves', () => {
  const all = [
    instance('child', { parent: 'root' }),
    instance('orphan', { parent: 'gone' }),
    instance('root'),
    instance('grandchild', { parent: 'child' }),
  ]
  expect(asTree(all).map(({ instance: { instanceId }, depth }) => `${'-'.repeat(depth)}${instanceId}`)).toEqual([
    'orphan',
    'root',
    '-child',
    '--grandchild',
  ])
})

test('ids that lead round in a ring do not hang the list', () => {
  expect(asTree([instance('a', { parent: 'b' }), instance('b', { parent: 'a' })])).toEqual([])
})

test('every instance is in one stretch of time', () => {
  const all = Array.from({ length: 100 }, (_, at) =>
    instance(String(at), { at, status: at % 10 === 0 ? 'Failed' : 'Completed' }),
  )
  const buckets = histogramOf(all, 7)
  expect(buckets.reduce((sum, bucket) => sum + sizeOf(bucket), 0)).toBe(100)
  expect(buckets.reduce((sum, { failed }) => sum + failed, 0)).toBe(10)
  expect(histogramOf([], 7)).toEqual([])
  expect(histogramOf([instance('only')], 3).map(sizeOf)).toEqual([1, 0, 0])
})
