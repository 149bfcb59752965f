import { expect, test } from 'vitest'
import { realTime } from '#durable/clock-mode.ts'
import { HubClock } from './hub-clock.ts'
import { Sleepers } from './sleepers.ts'
import type { Alarm } from './timers.ts'

test('who sleeps when all are woken goes on, and so does who comes too late for that', async () => {
  const alarms: Alarm[] = []
  const clock = new HubClock(realTime, { now: () => 1000 }, () => {})
  const sleepers = new Sleepers(clock, (alarm) => alarms.push(alarm))
  const sleeping = sleepers.sleep(60_000)
  expect(alarms).toMatchObject([{ at: 61_000, pulls: true }])
  sleepers.wakeAll()
  await sleeping
  await sleepers.sleep(60_000)
  expect(alarms).toHaveLength(1)
})
