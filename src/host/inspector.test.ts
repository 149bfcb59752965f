import 'fake-indexeddb/auto'
import { expect, onTestFinished, test } from 'vitest'
import { randomHex128 } from '#base/ids.ts'
import type { EpochMs } from '#base/units.ts'
import type { Build } from '#durable/build.ts'
import { realTime } from '#durable/clock-mode.ts'
import { openHub, openReplays } from '#storage/hub-db.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import type { Connection } from '#wire/connect.ts'
import { Inspector } from './inspector.ts'

const build: Build = { id: 'b', language: 'javascript', files: [], modules: [], entries: [] }

test('a replay that does not come to an end is stopped, with its worker, and the next question starts anew', async () => {
  const said: string[] = []
  const page: Connection<PageCalls> = {
    call: async (call, ask) => {
      said.push(`${call} ${String((ask as { purpose?: string }).purpose)}`)
      if (call === 'kill') return null as never
      const { port1, port2 } = new MessageChannel()
      onTestFinished(() => port1.close())
      return { port: port2 } as never // nobody answers there
    },
    abandon: () => {},
  }
  const db = openHub(randomHex128())
  await db.history.add({
    instanceId: 'i',
    executionId: 'e',
    from: 0,
    build: 'b',
    events: [{ type: 'OrchestratorStarted', at: 0 as EpochMs }],
  })
  const inspector = new Inspector({
    db,
    replays: openReplays(db),
    page,
    base: 'http://localhost/',
    clock: () => realTime,
    patience: { loading: 30, replaying: 30 },
  })
  onTestFinished(() => inspector.stop())
  const ask = { instanceId: 'i', executionId: 'e', position: 1, until: 1, buildId: 'b', build }
  await expect(inspector.inspect(ask)).rejects.toThrow('still at it after')
  expect(said).toEqual(['spawn to look on', 'kill to look on'])
  expect(await inspector.inspect({ ...ask, build: null })).toEqual({ needBuild: true })
  await expect(inspector.inspect(ask)).rejects.toThrow('still at it')
  expect(said).toHaveLength(4)
})
