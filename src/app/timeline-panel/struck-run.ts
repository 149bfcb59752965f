import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { MarkRow } from '#storage/hub-db.ts'
import { nothingStruck, type Struck } from '#timeline/paint/struck.ts'
import { kindInWords } from '../faults/fault-words.ts'

/** Finds the calls and episodes of a history that the marks tell of, and the event at which other code parts from it. */
export function struckRun(marks: readonly MarkRow[], history: readonly HistoryEvent[], partsAt?: number): Struck {
  const at = partsAt === undefined ? undefined : history[partsAt]?.at
  const parting = at === undefined ? {} : { partsAt: at }
  if (marks.length === 0) return at === undefined ? nothingStruck : { ...nothingStruck, ...parting }
  const from = history[0]?.at ?? 0
  const crashes: EpochMs[] = []
  const byTask = new Map<number, string>()
  const episodes = new Map<number, string>()
  for (const mark of marks) {
    if (mark.kind === 'crash') crashes.push(mark.at)
    else if (mark.episode !== undefined) note(episodes, mark.episode, kindInWords(mark.effect))
    else if (mark.taskId !== undefined) note(byTask, mark.taskId, kindInWords(mark.effect))
  }
  const calls = new Map<number, string>()
  if (byTask.size > 0)
    for (const [position, event] of history.entries())
      if (event.type === 'TaskScheduled') note(calls, position, byTask.get(event.id))
  return { crashes: crashes.filter((at) => at >= from), calls, episodes, ...parting }
}

function note(into: Map<number, string>, key: number, words: string | undefined): void {
  const before = into.get(key)
  if (words !== undefined && before !== words) into.set(key, before === undefined ? words : `${before}, ${words}`)
}
