import type { PyodideAPI } from 'pyodide'
import type { PyCallable } from 'pyodide/ffi'
import { sharedPython } from '../../testing/worker.ts'
import { installBridge } from '../bridge.ts'
import { PLAYER } from '../recorded/play.ts'

/** An event of a history as the host writes it, without what all events have. */
type Event = Readonly<Record<string, unknown>>

export const done = (id: number, value: unknown): Event => ({
  EventType: 5,
  TaskScheduledId: id,
  Result: JSON.stringify(value),
})
export const failed = (id: number, reason: string): Event => ({
  EventType: 6,
  TaskScheduledId: id,
  Reason: reason,
  Details: 'details',
})
export const fired = (id: number): Event => ({ EventType: 11, TimerId: id, FireAt: '2024-01-01T00:00:00.000000Z' })
export const sent = (id: number, request: string): Event => ({
  EventType: 14,
  EventId: id,
  Name: 'op',
  Input: JSON.stringify({ id: request }),
})
export const raised = (name: string, value: unknown): Event => ({
  EventType: 15,
  Name: name,
  Input: JSON.stringify(value),
})

interface Answer {
  readonly isDone: boolean
  readonly actions: readonly unknown[]
  readonly output?: unknown
  readonly customStatus?: unknown
  /** The first line of what the orchestrator raised. */
  readonly error?: string
}

/** What the SDK raised, when it has no answer for the host. */
interface Escaped {
  readonly raised: string
  readonly message: string
}

let ready: Promise<PyodideAPI> | undefined

/** The test file's interpreter, with a bridge that leads to no host. */
export function pythonWithBridge(): Promise<PyodideAPI> {
  ready ??= sharedPython().then((python) => {
    installBridge(python, () => Promise.reject(new Error('no host')))
    return python
  })
  return ready
}

/** Runs an orchestrator of this source, whose function is `o`, on a history of so many episodes: the last one's answer. */
export async function answerOf(
  source: string,
  batches: readonly (readonly Event[])[] = [],
  input: unknown = null,
): Promise<Answer> {
  const answer = await play(source, batches, input)
  if ('actions' in answer) return answer
  throw new Error(`${answer.raised}: ${answer.message}`)
}

/** The same for one in which the SDK itself fails. */
export async function escapeOf(source: string, batches: readonly (readonly Event[])[] = []): Promise<Escaped> {
  const answer = await play(source, batches, null)
  if ('actions' in answer) throw new Error(`it answered ${JSON.stringify(answer)}`)
  return answer
}

async function play(source: string, batches: readonly (readonly Event[])[], input: unknown): Promise<Answer | Escaped> {
  const python = await pythonWithBridge()
  const globals = python.toPy({}) as PyCallable
  const main = python.runPython(PLAYER, { globals })(source, 'o') as PyCallable
  const answered = JSON.parse(main(JSON.stringify(trigger(batches, input))) as string) as {
    readonly state: { actions: unknown[][] } & Omit<Answer, 'actions'>
    readonly raised: string
    readonly message: string
  }
  const { state, raised: kind, message } = answered
  return state ? { ...state, actions: state.actions[0] ?? [] } : { raised: kind, message }
}

function trigger(batches: readonly (readonly Event[])[], input: unknown) {
  const first = [{ EventType: 12 }, { EventType: 0, Name: 'o', Input: JSON.stringify(input) }]
  const episodes = [first, ...batches.map((events) => [{ EventType: 13 }, { EventType: 12 }, ...events])]
  const history = episodes.flatMap((events, index) =>
    events.map((event) => ({
      EventId: -1,
      IsPlayed: index < episodes.length - 1,
      Timestamp: new Date(Date.UTC(2024, 0, 1, 0, 0, index)).toISOString(),
      ...event,
    })),
  )
  return { history, input, instanceId: 'abc', isReplaying: false, parentInstanceId: null, upperSchemaVersion: 1 }
}
