import type { Answered } from './sdk.ts'

type State = Answered['state']

/** Where our answer may differ from the real one's, because nobody behind it can tell. */
export interface Difference {
  readonly name: string
  readonly reason: string
  /** Makes two answers alike that differ in nothing else. */
  readonly without: (state: State) => State
}

/** All of them. A new one is a decision: it needs a reason that names who reads the answer. */
const differences: readonly Difference[] = [
  {
    name: 'done beside an error',
    reason: 'With an error the host looks at nothing else: an episode fails whether the code was done too or not.',
    without: ({ isDone, ...state }) => (state['error'] === undefined ? { isDone, ...state } : state),
  },
  {
    name: 'null for no id or version',
    reason: 'The host reads an instance id or a version that is null as none.',
    without: (state) =>
      mapped(state, (key, value) => (value === null && ['instanceId', 'version'].includes(key) ? undefined : value)),
  },
  {
    name: 'an HTTP body that is no text',
    reason: 'The host reads the content of a request as text, whatever JSON value it is, and null as none.',
    without: (state) =>
      mapped(state, (key, value) => {
        if (key !== 'content' || typeof value === 'string') return value
        return value === null ? undefined : JSON.stringify(value)
      }),
  },
]

/** How often each was all that kept two answers apart. */
export const met = new Map<string, number>(differences.map(({ name }) => [name, 0]))

/** Both answers without their known differences, which are counted. */
export function withoutDifferences(ours: State, real: State): { ours: State; real: State } {
  let pair = { ours, real }
  for (const { name, without } of differences) {
    const next = { ours: without(pair.ours), real: without(pair.real) }
    const wereAlike = JSON.stringify(pair.ours) === JSON.stringify(pair.real)
    if (!wereAlike && JSON.stringify(next.real) !== JSON.stringify(pair.real)) met.set(name, (met.get(name) ?? 0) + 1)
    pair = next
  }
  return pair
}

function mapped(state: State, change: (key: string, value: unknown) => unknown): State {
  return JSON.parse(JSON.stringify(state, change)) as State
}
