import type { UnaskedTask } from '#durable/trace.ts'
import { unaskedOf } from '#replay/made-tasks.ts'
import { codeLine, type PythonEpisode } from './coroutine.ts'
import { type PythonEngine, taskOf } from './engine.ts'

/** Where tasks were made that nobody had asked for, `line file`, by the order in which the code makes its tasks. */
export type Remembered = ReadonlyMap<number, string>

type Row = readonly [index: number, handle: number | null, request: string | null, place: string, isInside: boolean]

/** The tasks that code has made and not yielded, and what to remember of them for the next episode. */
export function unaskedTasks(
  episode: PythonEpisode,
  engine: PythonEngine,
): { readonly list: readonly UnaskedTask[]; readonly remembered: Remembered } {
  const rows = JSON.parse(episode.unasked()) as readonly Row[]
  return {
    list: rows
      .filter(([, , , , isInside]) => !isInside)
      .flatMap(([, handle, request, place]) => unaskedOf(taskOf(engine, handle, request).asked, codeLine(place))),
    remembered: new Map(rows.map(([index, , , place]) => [index, place])),
  }
}
