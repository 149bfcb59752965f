import { expect, test } from 'vitest'
import * as timers from './timers.ts'

test('a timer is an object that can be let go, restarted and cleared, by itself or by its number', async () => {
  const ran: string[] = []
  const note = (text: unknown) => void ran.push(String(text))
  timers.clearTimeout(timers.setTimeout(note, 0, 'cleared'))
  timers.clearTimeout(Number(timers.setTimeout(note, 0, 'cleared by its number')))
  timers.clearInterval(timers.setInterval(note, 0, 'interval'))
  timers.setTimeout(note, 0, 'closed').close()
  timers.clearTimeout(undefined)
  const timer = timers.setTimeout(note, 0, 'ran').unref().ref()
  expect(timer.hasRef()).toBe(true)
  timer.refresh()
  await timers.promises.setTimeout(5)
  await new Promise<void>((resolve) => timers.setImmediate(() => resolve()))
  expect(ran).toEqual(['ran'])
})
