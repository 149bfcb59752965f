import type { HistoryCheck, Parting } from '#durable/history-check.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { AskedTask } from '#durable/trace.ts'
import { scheduledIn } from './align.ts'
import { taskInWords } from './words.ts'

/** Where code and history part, in a sentence: what history says, and what the code does instead. */
export function partingInWords({ parting, events, asked }: HistoryCheck): string | undefined {
  if (!parting) return undefined
  const past = events[parting.position]
  const threw = parting.error === undefined ? '' : ` The code failed before it: ${firstLine(parting.error)}`
  switch (parting.why) {
    case 'other task':
    case 'not asked':
      return `${saysHistory(past)}, ${insteadOf(parting, asked)}.${threw}`
    default:
      return firstLine(parting.message)
  }
}

/** What the code asks for otherwise without the framework noticing, in sentences. */
export function unnoticedInWords({ unnoticed, asked }: HistoryCheck): string[] {
  return unnoticed.map(({ id, what, before, now }) => {
    if (what === 'output') return `The output is another one now: ${cut(now)} instead of ${cut(before)}.`
    const task = asked.find((each) => each.id === id)
    const name = task ? taskInWords(task) : 'it'
    const difference = what === 'time' ? 'is to fire at another time' : 'is asked for with another input'
    return `Task ${id}, ${name}, ${difference} now: ${cut(now)} instead of ${cut(before)}. History counts.`
  })
}

function saysHistory(event: HistoryEvent | undefined): string {
  const [task] = event ? scheduledIn([event]) : []
  return task ? `history says task ${task.id} was ${taskInWords(task)}` : 'history goes on'
}

function insteadOf({ why, id, message }: Parting, asked: readonly AskedTask[]): string {
  const task = asked.find((each) => each.id === id)
  if (why === 'other task' && task) return `the code asks for ${taskInWords(task)}`
  if (task?.isLate) return 'the code asks for it only later'
  const isRefused = !message.startsWith('Non-Deterministic')
  return isRefused ? `the code’s call of it is refused: ${firstLine(message)}` : 'the code does not ask for it'
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? ''
}

function cut(text: string | null): string {
  if (text === null) return 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
