import type { HistoryEvent } from '#durable/history-event.ts'
import { play, type Program } from './programs.ts'

/** A program's outcome and history in words that do not change from run to run. */
export async function story(program: Program): Promise<unknown> {
  const { app, id } = await play(program)
  const { status, output, customStatus, executionId } = await app.instance(id)
  const history = plain(await app.history(id))
  const rename = renaming([id, executionId])
  return JSON.parse(rename(withoutFrames(JSON.stringify({ status, output, customStatus, history }))))
}

/** Stacks go through the packages' own files. */
function withoutFrames(json: string): string {
  return json.replace(/(?:\\+n *at [^\\"]*)+/g, '')
}

/** Without times, frames of episodes and stacks; completions that came close together in the order of their tasks. */
function plain(history: readonly HistoryEvent[]): unknown[] {
  const kept = history.filter(({ type }) => !type.startsWith('Orchestrator'))
  const told = kept.map((event): Record<string, unknown> => {
    const { at: _at, fireAt: _fireAt, details: _details, ...rest } = { fireAt: 0, details: '', ...event }
    return rest
  })
  for (let from = 0; from < told.length; from++) {
    let to = from
    while (told[to] && told[to]?.['taskScheduledId'] !== undefined) to++
    const inOrder = told.slice(from, to).toSorted((a, b) => Number(a['taskScheduledId']) - Number(b['taskScheduledId']))
    told.splice(from, to - from, ...inOrder)
    from = Math.max(from, to)
  }
  return told
}

/** Ids that chance or the clock made, by the order in which they come. */
function renaming(known: readonly string[]): (text: string) => string {
  const names = new Map(known.map((id, i) => [id, `id-${i}`]))
  return (text) =>
    text.replace(/[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
      const name = names.get(id) ?? `id-${names.size}`
      names.set(id, name)
      return name
    })
}
