import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { randomHex128 } from '#base/ids.ts'
import { onChange } from './changes.ts'
import { commitAccount } from './commit-account.ts'
import { commit, purge, setMeta } from './commit.ts'
import { type HubDb, openHub } from './hub-db.ts'
import { watch } from './watch.ts'
import { PATIENCE } from '#base/patience.ts'

let hub: HubDb
beforeEach(() => {
  hub = openHub(randomHex128())
})
afterEach(() => hub.delete())

const value = async () => (await hub.meta.get('n'))?.value

test('a hub is read at once, and after its last change, and not once for each', async () => {
  const seen: unknown[] = []
  const stop = watch(
    hub,
    value,
    20,
    (n) => seen.push(n),
    (error) => expect.unreachable(String(error)),
  )
  for (let n = 1; n <= 50; n++) await setMeta(hub, 'n', n)
  await vi.waitUntil(() => seen.at(-1) === 50, PATIENCE)
  expect(seen[0]).toBeUndefined()
  expect(seen.length).toBeLessThan(25)
  stop()
})

test.each([
  ['a commit', () => commit(hub, [{ messagesDone: [1] }])],
  ['a change of the storage account', () => commitAccount(hub, { queues: ['orders'] })],
  ['a purge', () => purge(hub, ['i'])],
])('%s is told to whoever watches', async (_, write) => {
  const told = vi.fn()
  onTestFinished(onChange(hub, told))
  await write()
  await vi.waitUntil(() => told.mock.calls.length === 1, PATIENCE)
})

test('what has been stopped, and the changes of another hub, are not read', async () => {
  const other = openHub(randomHex128())
  const seen: unknown[] = []
  const stop = watch(
    hub,
    value,
    0,
    (n) => seen.push(n),
    (error) => expect.unreachable(String(error)),
  )
  await vi.waitUntil(() => seen.length > 0, PATIENCE)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const before = seen.length
  await setMeta(other, 'n', 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  stop()
  await setMeta(hub, 'n', 2)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(seen).toHaveLength(before)
  await other.delete()
})
