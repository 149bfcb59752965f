import type { HistoryEvent } from '#durable/history-event.ts'

interface Asked {
  readonly name: string
  readonly input: number
}

/**
 * The least that a correct replay of a chain can do: ids, the open task, a name check, the parse of each result.
 * No engine is below it; how far above it we are is what our generality costs.
 */
export function replayBare(
  history: readonly HistoryEvent[],
  n: number,
): { readonly asked: Asked[]; readonly output: number | undefined } {
  const code = bareChain(n)
  const open = new Map<number, string>()
  const asked: Asked[] = []
  let output: number | undefined
  const step = (value: number) => {
    const next = code.next(value)
    if (next.done) output = next.value
    else {
      open.set(asked.length, next.value.name)
      asked.push(next.value)
    }
  }
  for (const event of history) {
    if (event.type === 'ExecutionStarted') step(0)
    else if (event.type === 'TaskScheduled' && event.id < asked.length && asked[event.id]?.name !== event.name)
      throw new Error(`non-deterministic at ${event.id}`)
    else if (event.type === 'TaskCompleted' && open.delete(event.taskScheduledId))
      step(JSON.parse(event.result ?? 'null'))
  }
  return { asked, output }
}

function* bareChain(n: number): Generator<Asked, number, number> {
  let x = 0
  for (let i = 0; i < n; i++) x = yield { name: 'inc', input: x }
  return x
}
