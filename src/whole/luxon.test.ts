import { expect, test } from 'vitest'
import { starter, wholeApp } from './whole-app.ts'

test('luxon goes along with an app that imports it, in TypeScript and JavaScript', async () => {
  const app = await wholeApp({
    'src/functions/app.js': starter,
    'src/functions/sleep.ts': `
      import * as df from 'durable-functions'
      import { DateTime } from 'luxon'
      df.app.orchestration('Sleep', function* (context) {
        const begun = DateTime.fromJSDate(context.df.currentUtcDateTime, { zone: 'utc' })
        yield context.df.createTimer(begun.plus({ hours: 3 }).toJSDate())
        const now = DateTime.fromJSDate(context.df.currentUtcDateTime, { zone: 'utc' })
        return [now.diff(begun).as('hours') >= 3, DateTime.fromISO('2024-02-29T12:00:00Z').setZone('utc').toFormat('d LLLL yyyy')]
      })`,
    'src/functions/again.js': `
      const { Duration } = require('luxon')
      if (Duration.fromObject({ minutes: 90 }).as('hours') !== 1.5) throw new Error('another luxon')`,
  })
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Sleep')
  expect((await app.until(id, 'Completed')).output).toBe('[true,"29 February 2024"]')
})
