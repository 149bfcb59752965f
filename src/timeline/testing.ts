import fc from 'fast-check'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { Pen, Theme } from './paint/pen.ts'
import { type Picture, sceneOf } from './paint/picture.ts'
import type { Scene, SceneWords } from './paint/scene.ts'

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

/** A pen that writes down what it was told to draw; a character is six pixels wide. */
export function recorder(): { pen: Pen; log: string[] } {
  const log: string[] = []
  let seen = ''
  const write = (line: string) => void log.push(`${line}${seen}`)
  const pen: Pen = {
    box: (x, y, width, height, ink) => write(`${ink} box ${x},${y} ${width}×${height}`),
    frame: (x, y, width, height, ink) => write(`${ink} frame ${x},${y} ${width}×${height}`),
    hatch: (x, y, width, height, ink) => write(`${ink} hatch ${x},${y} ${width}×${height}`),
    line: (x1, y1, x2, y2, ink, dash = []) =>
      write(`${ink} ${dash.length > 0 ? 'dashes' : 'line'} ${x1},${y1} ${x2},${y2}`),
    path: (points, ink) => write(`${ink} path ${points.map((point) => point.join(',')).join(' ')}`),
    area: (points, ink) => write(`${ink} area ${points.map((point) => point.join(',')).join(' ')}`),
    circle: (x, y, radius, ink) => write(`${ink} circle ${x},${y} r${radius}`),
    text: (text, x, y, ink) => write(`${ink} text ${x},${y} ${text}`),
    textWidth: (text) => text.length * 6,
    fade(share) {
      seen = share === 1 ? '' : ` at ${share}`
    },
  }
  return { pen, log }
}

const inks = {
  completed: 'completed',
  cancelled: 'cancelled',
  waiting: 'waiting',
  running: 'running',
  failed: 'failed',
}

/** Colours that say their names in a draw log. */
export const namedTheme: Theme = {
  status: inks,
  softStatus: { completed: 'softly', cancelled: 'softly', waiting: 'softly', running: 'softly', failed: 'softly' },
  replayed: 'grey',
  newCode: 'bright',
  paper: 'paper',
  sunken: 'sunken',
  line: 'line',
  strongLine: 'strong',
  ink: 'ink',
  quietInk: 'quiet',
  accent: 'accent',
  onAccent: 'on-accent',
}

export const plainWords: SceneWords = {
  command: ({ name }) => name,
  join: (kind, done, of) => `${kind} ${done}/${of}`,
  fold: (ms) => `${ms} ms`,
  slowest: 'slowest',
  pageStart: 'generation 2',
  crash: 'crash',
  parting: 'parts here',
}

type View = Partial<Omit<Picture, 'history' | 'episodes' | 'range' | 'width'>> & {
  readonly from: number
  readonly to: number
  readonly width: number
}

/** A scene of what was drawn, from one millisecond to another; a bar is labelled with its name. */
export function viewOf(
  { history, episodes = [] }: { history: readonly HistoryEvent[]; episodes?: readonly Episode[] },
  { from, to, width, ...more }: View,
): Scene {
  const range = { from: from as EpochMs, to: to as EpochMs }
  const scene = sceneOf({
    history,
    episodes,
    range,
    width: width as CssPx,
    theme: namedTheme,
    words: plainWords,
    ...more,
  })
  return { ...scene, textOf: (span) => span.name }
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

/**
 * Any orchestration as a host would run it, episode by episode, with the record of each: fan-outs, retries, timers,
 * external events early and late, children, suspensions, and an end.
 */
export const anyOrchestration: fc.Arbitrary<{ history: HistoryEvent[]; episodes: Episode[] }> = fc
  .array(
    fc.record({ choice: fc.nat(11), count: fc.nat(8), which: fc.nat(40), wait: fc.nat(4000), fails: fc.boolean() }),
    {
      maxLength: 40,
    },
  )
  .map((turns) => {
    const history: HistoryEvent[] = []
    const episodes: Episode[] = []
    const open: Open[] = []
    const ids = { next: 0, now: 1000, yields: 0 }
    for (const turn of turns) {
      ids.now += turn.wait
      episodes.push(playTurn(turn, history, open, ids, episodes.length))
    }
    return { history, episodes }
  })

interface Open {
  readonly id: number
  readonly kind: 'task' | 'retried' | 'backOff' | 'timer' | 'child'
  readonly name: string
  readonly due: EpochMs
  readonly tries: number
}

interface Dice {
  readonly choice: number
  readonly count: number
  readonly which: number
  readonly wait: number
  readonly fails: boolean
}

function playTurn(
  { choice, count, which, fails }: Dice,
  history: HistoryEvent[],
  open: Open[],
  ids: { next: number; now: number; yields: number },
  index: number,
): Episode {
  const from = history.length
  const at = ids.now as EpochMs
  const names = ['A', 'B', 'C']
  const name = names[which % names.length] ?? 'A'
  history.push({ type: 'OrchestratorStarted', at })
  const decided: HistoryEvent[] = []
  const again: Open[] = []
  for (const task of open.splice(which % (open.length + 1), count)) {
    const { id } = task
    if (task.kind === 'timer') history.push({ type: 'TimerFired', at, timerId: id, fireAt: task.due })
    else if (task.kind === 'backOff') {
      history.push({ type: 'TimerFired', at, timerId: id, fireAt: task.due })
      if (task.tries < 3) again.push({ ...task, kind: 'retried' })
    } else if (task.kind === 'child')
      history.push({ type: 'SubOrchestrationInstanceCompleted', at, taskScheduledId: id, result: null })
    else if (!fails) history.push({ type: 'TaskCompleted', at, taskScheduledId: id, result: null })
    else {
      history.push({ type: 'TaskFailed', at, taskScheduledId: id, reason: 'no luck', details: '' })
      if (task.kind === 'retried') again.push({ ...task, kind: 'backOff', tries: task.tries + 1 })
    }
  }
  for (const task of again) {
    const id = ids.next++
    const due = (at + 500) as EpochMs
    open.push({ ...task, id, due })
    if (task.kind === 'backOff') decided.push({ type: 'TimerCreated', at, id, fireAt: due })
    else decided.push({ type: 'TaskScheduled', at, id, name: task.name, input: null })
  }
  const taskIds: number[] = []
  const begin = (kind: Open['kind']) => {
    const id = ids.next++
    const due = (at + which * 100) as EpochMs
    taskIds.push(id)
    open.push({ id, kind, name, due, tries: 0 })
    if (kind === 'timer') decided.push({ type: 'TimerCreated', at, id, fireAt: due })
    else if (kind === 'child')
      decided.push({ type: 'SubOrchestrationInstanceCreated', at, id, name, instanceId: `child-${id}`, input: null })
    else decided.push({ type: 'TaskScheduled', at, id, name, input: null })
  }
  if (choice === 0) history.push({ type: 'EventRaised', at, name, input: null })
  if (choice === 1) history.push({ type: 'ExecutionSuspended', at, reason: '' })
  if (choice === 2) history.push({ type: 'ExecutionResumed', at, reason: '' })
  const isWaiting = choice === 3
  const action = choice < 6 ? 'WhenAny' : choice === 9 ? 'CallActivityWithRetry' : 'WhenAll'
  if (choice >= 4 && choice <= 6) for (let i = 0; i < count; i++) begin('task')
  if (choice === 7) begin('timer')
  if (choice === 8) begin('child')
  if (choice === 9) begin('retried')
  history.push(...decided.toSorted((a, b) => ('id' in a && 'id' in b ? a.id - b.id : 0)))
  history.push({ type: 'OrchestratorCompleted', at })
  const asks = taskIds.length > 0 || isWaiting
  const yields = asks ? [{ index: ids.yields++, action, taskIds, ...(isWaiting && { waitsFor: [name] }) } as const] : []
  const trace = { replayedYields: ids.yields - yields.length, yields }
  return { ...episode(index, from, history.length, trace), startedAt: at, endedAt: at }
}
