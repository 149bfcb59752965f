import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { mermaidText } from './export/mermaid.ts'
import { svgPen } from './export/svg-pen.ts'
import { modelOf } from './model/model.ts'
import { paint } from './paint/paint.ts'
import type { Scene } from './paint/scene.ts'
import { recorder, viewOf } from './testing.ts'

const ms = (n: number) => n as EpochMs

/** A task of this name that took from 10 to 90, and one that goes on. */
function taskNamed(name: string): HistoryEvent[] {
  return [
    { type: 'TaskScheduled', at: ms(10), id: 0, name, input: null },
    { type: 'TaskCompleted', at: ms(90), taskScheduledId: 0, result: null },
    { type: 'TaskScheduled', at: ms(150), id: 1, name, input: null },
  ]
}

function drawn(scene: Scene): string[] {
  const { pen, log } = recorder()
  paint(pen, scene)
  return log
}

/** The document that a picture is saved as. */
function saved(scene: Scene): string {
  const pen = svgPen((text) => text.length * 6)
  paint(pen, scene)
  return pen.document(200, 100)
}

const names = {
  'ten thousand characters': 'long'.repeat(2500),
  'right to left': 'مرحبا بالعالم',
  emoji: '👩‍🚀🏳️‍🌈👍🏽',
  'half an emoji': 'a\ud83d',
  markup: '<script>alert("&amp;")</script>',
  'what turns writing around': 'a\u202eb\u2066c\u0000\n',
}

for (const [what, name] of Object.entries(names)) {
  test(`a name of ${what} is drawn with its bars, and saved as a picture and as text that can be read`, () => {
    const scene = viewOf({ history: taskNamed(name) }, { from: 0, to: 200, width: 200 })
    const log = drawn(scene)
    expect(log.filter((line) => /^(completed|running) box/.test(line)).length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...log.map((line) => line.length))).toBeLessThan(150)
    const document = saved(scene)
    expect(document).not.toMatch(/<script|\p{Cs}/u)
    expect(document).not.toContain('\0')
    const text = mermaidText(name, modelOf(taskNamed(name), []), ms(200), () => name)
    expect(text.split('\n')).toHaveLength(8) // four lines of head, a section, two bars, and nothing after the last
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(150)
  })
}

test('a run of one event is drawn, and a run of none is an axis', () => {
  const one: HistoryEvent[] = [{ type: 'OrchestratorStarted', at: ms(5) }]
  for (const history of [one, []]) {
    expect(modelOf(history, []).extent()).toBeNull()
    const log = drawn(viewOf({ history }, { from: 0, to: 200, width: 200 }))
    expect(log.some((line) => line.startsWith('quiet text'))).toBe(true)
  }
})

test('when the clock jumps back what began later still ends where it began or after', () => {
  const history: HistoryEvent[] = [
    { type: 'TaskScheduled', at: ms(100), id: 0, name: 'A', input: null },
    { type: 'TaskCompleted', at: ms(20), taskScheduledId: 0, result: null },
    { type: 'TaskScheduled', at: ms(30), id: 1, name: 'A', input: null },
    { type: 'TaskFailed', at: ms(60), taskScheduledId: 1, reason: 'no', details: '' },
  ]
  const log = drawn(viewOf({ history }, { from: 0, to: 200, width: 200 }))
  const boxes = log.filter((line) => /^(completed|failed) box/.test(line))
  expect(boxes).toHaveLength(2)
  for (const line of boxes) expect(Number(/ (-?\d+)×/.exec(line)?.[1])).toBeGreaterThan(0)
})

test('times that are none, or beyond all calendars, harm no picture', () => {
  const history = [
    { type: 'TaskScheduled', at: ms(10), id: 0, name: 'A', input: null },
    { type: 'TimerCreated', at: ms(Number.NaN), id: 1, fireAt: ms(9e15) },
    { type: 'TaskCompleted', at: ms(40), taskScheduledId: 0, result: null },
    { type: 'TaskCompleted', at: ms(50), taskScheduledId: 77, result: null },
  ] satisfies HistoryEvent[]
  const log = drawn(viewOf({ history }, { from: 0, to: 200, width: 200 }))
  expect(log.some((line) => line.includes('NaN'))).toBe(false)
  expect(log.some((line) => line.startsWith('completed box'))).toBe(true)
})
