import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { cellsOf, taskNames, type EventCells } from './event-cells.ts'

/** A line of the table: an event of history, or the line that begins an episode's events. */
export type TableRow =
  | { readonly kind: 'episode'; readonly episode: Episode }
  | {
      readonly kind: 'event'
      /** Its position in the execution's history, from 0. */
      readonly position: number
      readonly event: HistoryEvent
      /** Milliseconds since the execution's earliest event, which may stand second: a start waits for its episode. */
      readonly since: number
      readonly cells: EventCells
    }

/** History in order, each episode's line above the events it appended; events that wait for their episode come last. */
export function toTableRows(history: readonly HistoryEvent[], episodes: readonly Episode[]): readonly TableRow[] {
  const nameOf = taskNames(history)
  const begins = new Map(episodes.map((episode) => [episode.from, episode]))
  const start = history.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
  return history.flatMap((event, position): TableRow[] => {
    const episode = begins.get(position)
    const row: TableRow = { kind: 'event', position, event, since: event.at - start, cells: cellsOf(event, nameOf) }
    return episode === undefined ? [row] : [{ kind: 'episode', episode }, row]
  })
}

/** The rows that hold the text, whatever its case, in type, name, id or payload; an episode's line stays with its events. */
export function filtered(rows: readonly TableRow[], text: string): readonly TableRow[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return rows
  const kept = rows.filter((row) => row.kind === 'episode' || holds(row, wanted))
  return kept.filter((row, index) => row.kind === 'event' || kept[index + 1]?.kind === 'event')
}

/** The row that a selection means, by its index; -1 when it is not among them. */
export function indexOfSelected(rows: readonly TableRow[], selection: Selection | null): number {
  if (selection === null) return -1
  if (selection.event !== undefined) {
    return rows.findIndex((row) => row.kind === 'event' && row.position === selection.event)
  }
  return rows.findIndex((row) => row.kind === 'episode' && row.episode.index === selection.episode)
}

/** What a row selects, in the execution that `of` names. */
export function selectionOf(row: TableRow, of: Pick<Selection, 'instanceId' | 'executionId'>): Selection {
  const { instanceId, executionId } = of
  return row.kind === 'event'
    ? { instanceId, executionId, event: row.position }
    : { instanceId, executionId, episode: row.episode.index }
}

function holds({ event, cells }: Extract<TableRow, { kind: 'event' }>, wanted: string): boolean {
  return [event.type, cells.name, String(cells.id ?? ''), cells.payload].some((cell) =>
    cell.toLowerCase().includes(wanted),
  )
}
