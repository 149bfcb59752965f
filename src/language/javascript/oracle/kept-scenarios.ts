import type { Pick, Scenario } from './arbitrary.ts'
import type { Statement, TaskShape } from './shapes.ts'

// Scenarios that are always played, before the generated ones: what comes up too seldom to be left to chance, and what
// once failed. One that fails is added here as fast-check prints it.

const answer = { statusCode: 200, location: false, retryAfter: undefined, error: '"no"' }
const settle = (fails: boolean): Pick => ({ is: 'settle', which: 0, fails, value: 'x', answer })
const trying = (task: TaskShape): Statement => ({ do: 'try', body: [{ do: 'yield', task }], handler: [] })
const played = (body: readonly Statement[], ...episodes: readonly Pick[]): Scenario => ({
  body,
  input: null,
  version: undefined,
  episodes: episodes.map((pick) => [pick]),
})

const allOf = (task: TaskShape): TaskShape => ({ is: 'all', of: [task], loses: false })
const hello: TaskShape = { is: 'activity', name: 'Hello', input: 1 }
const child: TaskShape = { is: 'child', name: 'Ship', input: 1, id: undefined, version: undefined }
const each: readonly TaskShape[] = [
  hello,
  child,
  { is: 'registered activity', input: 1, attempts: undefined },
  { is: 'registered child', input: 1, attempts: undefined },
  { is: 'entity', key: 'a', input: 1 },
  { is: 'http', body: { a: 1 }, polls: undefined },
  { is: 'all', of: [hello, child], loses: false },
]
const retried: readonly TaskShape[] = [
  { is: 'retried activity', name: 'Pay', attempts: 1 },
  { is: 'retried child', name: 'Pay', attempts: 1 },
]

export const keptScenarios: readonly Scenario[] = [
  played(each.map(trying), ...each.map(() => settle(true))),
  played(each.map(trying), ...each.map(() => settle(false)), settle(false)),
  played(retried.map(trying), settle(true), settle(false), settle(true), settle(false)),
  played([trying({ is: 'timer', afterMs: 7 * 86_400_000 })], settle(false), settle(false)),
  played([{ do: 'change the time' }, { do: 'set status', status: 0 }, trying(hello)], settle(false)),
  played([
    { do: 'keep', slot: 0, task: hello },
    { do: 'return', what: 'a task' },
  ]),
  ...(['release', 'release twice', 'using', 'never'] as const).map((ends) =>
    played(
      [{ do: 'critical section', keys: ['b', 'a'], body: [...each, ...retried].map(trying), ends }, trying(child)],
      ...each.map(() => settle(false)),
      settle(false),
    ),
  ),
  // A host that is behind the code gets to see an input that has changed since: kept code must tell it anew.
  {
    body: [
      {
        do: 'repeat',
        times: 2,
        body: [
          {
            do: 'race',
            tasks: [
              { is: 'slot', slot: 0 },
              { is: 'activity of the box', name: 'Hello' },
            ],
          },
          { do: 'keep', slot: 0, task: allOf(allOf({ is: 'event', name: 'go' })) },
        ],
      },
      { do: 'change the box' },
      trying({ is: 'lock', keys: ['a'] }),
    ],
    input: {},
    version: undefined,
    episodes: [[{ is: 'raise', name: 'go', value: false }, settle(false)], [{ is: 'again', which: 0 }]],
  },
  // A completion of what nobody had asked for: the counts are equal afterwards, and mean different tasks.
  played(
    [
      trying({ is: 'retried activity', name: 'Hello', attempts: 2 }),
      {
        do: 'repeat',
        times: 2,
        body: [
          { do: 'keep', slot: 0, task: { is: 'activity of the box', name: 'Hello' } },
          { do: 'change the box' },
          { do: 'yield', task: { is: 'slot', slot: 0 } },
        ],
      },
    ],
    { is: 'ahead', by: 0, how: 'failed' },
    ...[1, 2, 3, 4].map(() => settle(true)),
  ),
]
