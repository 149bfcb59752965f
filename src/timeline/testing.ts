import fc from 'fast-check'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { Pen, Theme } from './pen.ts'

/**
 * A history drawn as text: a line for a task, a character for a millisecond.
 *
 *     history`
 *       Tokyo    [---] [-]     an activity, twice
 *       Seattle    [--x        failed
 *       Paris        [----     still going
 *       ~        [----]        a timer that fired;  [----|  one that is due there
 *       &Child   [----]        a sub-orchestration
 *       !Approve      !        an external event that arrived
 *       =             ]        the execution completed;  x  failed
 *     `
 */
export function history(drawing: TemplateStringsArray): HistoryEvent[] {
  const lines = drawing.join('').split('\n')
  let nextId = 0
  const events = lines.flatMap((line) => {
    const name = /\S+/.exec(line)?.[0] ?? ''
    const body = line.replace(name, ' '.repeat(name.length))
    if (name.startsWith('!')) return toArrivals(name.slice(1), body)
    if (name === '=') return toEnd(body)
    return [...body.matchAll(/\[-*([\]x|]?)/g)].flatMap(({ 0: bar, 1: end = '', index }) => {
      const [from, to] = [index as EpochMs, (index + bar.length - 1) as EpochMs]
      return toTask(name, nextId++, from, to, end)
    })
  })
  return events.toSorted((a, b) => a.at - b.at)
}

function toTask(name: string, id: number, from: EpochMs, to: EpochMs, end: string): HistoryEvent[] {
  if (name === '~') {
    const created: HistoryEvent = { type: 'TimerCreated', at: from, id, fireAt: to }
    return end === ']' ? [created, { type: 'TimerFired', at: to, timerId: id, fireAt: to }] : [created]
  }
  const isChild = name.startsWith('&')
  const began: HistoryEvent = isChild
    ? {
        type: 'SubOrchestrationInstanceCreated',
        at: from,
        id,
        name: name.slice(1),
        instanceId: `child-${id}`,
        input: null,
      }
    : { type: 'TaskScheduled', at: from, id, name, input: toJsonText(id) }
  const ended = { at: to, taskScheduledId: id }
  if (end === ']') {
    const type = isChild ? 'SubOrchestrationInstanceCompleted' : 'TaskCompleted'
    return [began, { ...ended, type, result: toJsonText(`${name} done`) }]
  }
  if (end !== 'x') return [began]
  const type = isChild ? 'SubOrchestrationInstanceFailed' : 'TaskFailed'
  return [began, { ...ended, type, reason: 'drawn so', details: '' }]
}

function toArrivals(name: string, body: string): HistoryEvent[] {
  return [...body.matchAll(/!/g)].map(({ index }) => ({ type: 'EventRaised', at: index as EpochMs, name, input: null }))
}

function toEnd(body: string): HistoryEvent[] {
  const at = body.search(/[\]x]/)
  const status = body[at] === 'x' ? 'Failed' : 'Completed'
  return at === -1 ? [] : [{ type: 'ExecutionCompleted', at: at as EpochMs, status, result: null }]
}

/** An episode that took the events `[from, to)`; two milliseconds of hub time for one event. */
export function episode(index: number, from: number, to: number, trace: Partial<Episode['trace']> = {}): Episode {
  return {
    instanceId: 'i',
    executionId: 'e',
    build: 'b',
    index,
    from,
    to,
    startedAt: (from * 2) as EpochMs,
    endedAt: (to * 2 - 1) as EpochMs,
    trace: { replayedYields: index, yields: [{ index, action: 'CallActivity', taskIds: [] }], ...trace },
  }
}

const names = {
  completed: 'completed',
  cancelled: 'cancelled',
  waiting: 'waiting',
  running: 'running',
  failed: 'failed',
}
const softNames = { completed: 'softly', cancelled: 'softly', waiting: 'softly', running: 'softly', failed: 'softly' }
/** Colours that are their own names. */
export const plainTheme: Theme = {
  status: names,
  softStatus: softNames,
  replayed: 'grey',
  newCode: 'bright',
  paper: 'paper',
  line: 'line',
  quietInk: 'quiet',
  accent: 'accent',
  onAccent: 'on-accent',
}

/** A pen that writes down what it was told to draw; a character is six pixels wide. */
export function recorder(): { pen: Pen; log: string[] } {
  const log: string[] = []
  const pen: Pen = {
    box: (x, y, width, height, ink) => log.push(`${ink} box ${x},${y} ${width}×${height}`),
    frame: (x, y, width, height, ink) => log.push(`${ink} frame ${x},${y} ${width}×${height}`),
    hatch: (x, y, width, height, ink) => log.push(`${ink} hatch ${x},${y} ${width}×${height}`),
    line: (x1, y1, x2, y2, ink) => log.push(`${ink} line ${x1},${y1} ${x2},${y2}`),
    marker: (x, y, radius, ink) => log.push(`${ink} marker ${x},${y} r${radius}`),
    text: (text, x, y, ink) => log.push(`${ink} text ${x},${y} ${text}`),
    textWidth: (text) => text.length * 6,
  }
  return { pen, log }
}

/** Any run of tasks and timers as a host would write it down: ids in order, at most one end each, time that never goes back. */
export const anyRun: fc.Arbitrary<HistoryEvent[]> = fc
  .array(fc.record({ choice: fc.nat(9), name: fc.constantFrom('A', 'B', 'C'), wait: fc.nat(5), which: fc.nat(20) }), {
    maxLength: 80,
  })
  .map((steps) => {
    const events: HistoryEvent[] = []
    const open: { id: number; isTimer: boolean; due: EpochMs }[] = []
    let now = 0
    steps.forEach(({ choice, name, wait, which }, id) => {
      now += wait
      const at = now as EpochMs
      const [task] = choice < 5 ? [] : open.splice(which % Math.max(1, open.length), 1)
      if (task === undefined) {
        const isTimer = choice === 0
        const due = (at + which) as EpochMs
        open.push({ id, isTimer, due })
        events.push(
          isTimer
            ? { type: 'TimerCreated', at, id, fireAt: due }
            : { type: 'TaskScheduled', at, id, name, input: null },
        )
      } else if (task.isTimer) events.push({ type: 'TimerFired', at, timerId: task.id, fireAt: task.due })
      else if (choice === 9)
        events.push({ type: 'TaskFailed', at, taskScheduledId: task.id, reason: 'no luck', details: '' })
      else events.push({ type: 'TaskCompleted', at, taskScheduledId: task.id, result: null })
    })
    return events
  })
