import { expect, test } from 'vitest'
import type { HistoryEvent } from '#durable/history-event.ts'
import { ExecutionMemory } from '#host/orchestration.ts'
import { openWorker } from '#language/javascript/testing/worker.ts'
import { appOf, play, programs } from './programs.ts'

/** What an episode was told, and what it wrote: the parts of history between two `OrchestratorStarted`. */
interface Part {
  readonly past: HistoryEvent[]
  readonly fresh: HistoryEvent[]
  readonly decided: HistoryEvent[]
}

function partsOf(history: readonly HistoryEvent[]): Part[] {
  const starts = history.flatMap(({ type }, i) => (type === 'OrchestratorStarted' ? i : []))
  return starts.map((from, i) => {
    const episode = history.slice(from, starts[i + 1])
    const told = episode.findIndex(
      (event) => 'id' in event || /^(?:ExecutionC|OrchestratorC)ompleted$/.test(event.type),
    )
    return { past: history.slice(0, from), fresh: episode.slice(0, told), decided: episode.slice(told) }
  })
}

const asked = Object.entries(programs).filter(([, { ends }]) => ends !== 'Terminated')

test.each(asked)('G10 nothing odd is said of it at any time: %s', async (_name, program) => {
  const { app, id } = await play(program)
  expect((await app.instance(id)).diagnoses).toBeUndefined()
  await app.host.stop({})
  const lines = (await app.db.logs.toArray()).flatMap((row) => row.lines)
  expect(lines.filter(({ category }) => category === 'Host.DurableTask')).toEqual([])
})

test.each(asked)('O9 any prefix of its history replays to what came next: %s', async (_name, program) => {
  const { app, id } = await play(program)
  const instance = await app.instance(id)
  const history = await app.history(id)
  const { executionId } = instance
  const worker = openWorker()
  await worker.load({ 'src/functions/app.js': appOf(program.code) })
  const about = { name: 'Program', instanceId: id, executionId, parentInstanceId: null, from: 0, knownActions: 0 }
  const facts = {
    ...{ instanceId: id, executionId, parentInstanceId: null },
    ...{ unknown: () => undefined, defaultVersion: null, maxActions: 100_000 },
  }
  for (const [i, { past, fresh, decided }] of partsOf(history).entries()) {
    const events = [...past, ...fresh]
    const answer = await worker.language.call('orchestrate', { ...about, callId: `${i}`, events })
    if ('needHistory' in answer) throw new Error('it was sent the whole history')
    const { scheduled, ending } = new ExecutionMemory(facts, past).decide(instance, fresh, answer)
    const expected = decided.filter((event) => 'id' in event)
    expect(scheduled.map(withoutTime)).toEqual(expected.map(withoutTime))
    const ended = decided.find((event) => event.type === 'ExecutionCompleted')
    expect(ending?.status).toBe(ended?.status)
  }
})

function withoutTime(event: HistoryEvent): object {
  const { at: _, ...rest } = event
  return rest
}
