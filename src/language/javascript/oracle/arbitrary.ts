import fc from 'fast-check'
import type { AtomShape, Statement, TaskShape } from './shapes.ts'

/** What happens outside the code, one list of picks an episode. */
export type Pick =
  | {
      readonly is: 'settle'
      readonly which: number
      readonly fails: boolean
      readonly value: unknown
      readonly answer: Answer
    }
  | { readonly is: 'raise'; readonly name: string; readonly value: unknown }
  /** A completion that history holds already. */
  | { readonly is: 'again'; readonly which: number }
  /** A completion of a task that is not there yet. */
  | { readonly is: 'ahead'; readonly by: number; readonly how: 'done' | 'failed' | 'fired' }

/** How an HTTP call answers that does not fail, and what makes the error of an entity. */
export interface Answer {
  readonly statusCode: number
  readonly location: boolean
  readonly retryAfter: string | undefined
  readonly error: string
}

export interface Scenario {
  readonly version: string | undefined
  readonly body: readonly Statement[]
  readonly input: unknown
  readonly episodes: readonly (readonly Pick[])[]
}

const DAY = 86_400_000
const of = fc.constantFrom
const value = fc.oneof(
  of<unknown>('Tokyo', '', 0, 7, true, false, null, undefined, 'null', '"x"'),
  fc.jsonValue({ maxDepth: 1 }),
)
const name = of('Hello', 'Pay', 'Ship')
const eventName = fc.oneof(
  { weight: 5, arbitrary: of('go', 'stop') },
  { weight: 1, arbitrary: of('GO', '0', '1', '2', '01') },
)
const attempts = of(0, 1, 2, 2, 3)
const slot = fc.nat({ max: 2 })

const is = <T extends TaskShape['is']>(...kinds: T[]) => of(...kinds)
const does = <T extends Statement['do']>(kind: T) => fc.constant(kind)

const afterMs = of(-DAY, 0, 1000, 60_000, 60_000, 6 * DAY, 7 * DAY, 10 * DAY, 13 * DAY)
const retried = fc.record({ is: is('retried activity', 'retried child'), name, attempts })

const key = of('a', 'b', 'C')
const keys = fc.array(key, { minLength: 1, maxLength: 3 })
const oddly = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      is: is('registered activity', 'registered child'),
      input: value,
      attempts: of(undefined, undefined, 1, 2),
    }),
  },
  { weight: 1, arbitrary: fc.constant<AtomShape>({ is: 'no entity' }) },
  { weight: 1, arbitrary: fc.record({ is: is('lock'), keys }) },
)

const atom: fc.Arbitrary<TaskShape> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: is('activity'), name, input: value }) },
  { weight: 1, arbitrary: fc.record({ is: is('activity of the box'), name }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: is('child'),
      name,
      input: value,
      id: of(undefined, undefined, 'child-1'),
      version: of(undefined, undefined, '2.0'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: is('entity'), key, input: value }) },
  { weight: 3, arbitrary: fc.record({ is: is('http'), body: value, polls: of(undefined, true, true, false) }) },
  { weight: 3, arbitrary: oddly },
  { weight: 2, arbitrary: retried },
  {
    weight: 3,
    arbitrary: fc.record({ is: is('timer'), afterMs }),
  },
  { weight: 3, arbitrary: fc.record({ is: is('event'), name: eventName }) },
  { weight: 4, arbitrary: fc.record({ is: is('slot'), slot }) },
)

const { task } = fc.letrec<{ task: TaskShape }>((tie) => ({
  task: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 5, arbitrary: atom },
    {
      weight: 3,
      arbitrary: fc.record({
        is: is('all', 'any'),
        of: fc.oneof(
          { weight: 12, arbitrary: fc.array(tie('task'), { minLength: 1, maxLength: 4 }) },
          { weight: 1, arbitrary: fc.constant([]) },
        ),
        loses: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      }),
    },
  ),
}))

const thrown = of(
  'an error' as const,
  'an error' as const,
  'a wordless error' as const,
  'a text' as const,
  'null' as const,
  'undefined' as const,
)
const simple: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: does('yield'), task }) },
  { weight: 6, arbitrary: fc.record({ do: does('keep'), slot, task }) },
  { weight: 2, arbitrary: fc.record({ do: does('race'), tasks: fc.array(atom, { minLength: 2, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: does('cancel'), slot }) },
  { weight: 1, arbitrary: fc.record({ do: does('set status'), status: value }) },
  { weight: 1, arbitrary: fc.record({ do: does('new guid') }) },
  { weight: 1, arbitrary: fc.record({ do: does('change the box') }) },
  { weight: 1, arbitrary: fc.record({ do: does('throw'), what: thrown }) },
  { weight: 2, arbitrary: fc.record({ do: does('signal'), key, input: value }) },
  { weight: 1, arbitrary: fc.record({ do: does('look at the locks') }) },
)
const rare: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: does('continue as new'), input: value }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: does('return'),
      what: of(
        'the last result' as const,
        'the input' as const,
        'a task' as const,
        'a task' as const,
        'nothing' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: does('change the time') }) },
  { weight: 1, arbitrary: fc.record({ do: does('yield no task'), value: of<unknown>(undefined, null, 5, 'x') }) },
  {
    weight: 2,
    arbitrary: fc.constant<Statement>({ do: 'try', body: [{ do: 'yield', task: { is: 'no timer' } }], handler: [] }),
  },
)

/** Two tasks made together and yielded later, in whatever order, again, or raced. */
const together = fc
  .record({ first: atom, second: atom, order: of([0, 1], [1, 0], [1, 0, 0], [1, 1]), rest: simple })
  .map(({ first, second, order, rest }): Statement[] => [
    { do: 'keep', slot: 0, task: first },
    { do: 'keep', slot: 1, task: second },
    ...order.flatMap((at): Statement[] => [{ do: 'yield', task: { is: 'slot', slot: at } }]),
    rest,
  ])

/** An input that changes between the call and the end of the episode. */
const changed = name.map((each): Statement[] => [
  { do: 'keep', slot: 0, task: { is: 'activity of the box', name: each } },
  { do: 'change the box' },
  { do: 'yield', task: { is: 'slot', slot: 0 } },
])

/** The pattern of every deadline: work against a timer, then cancel the timer. */
const deadline = fc.record({ work: atom, afterMs }).map(({ work, afterMs: ms }): Statement[] => [
  { do: 'keep', slot: 2, task: { is: 'timer', afterMs: ms } },
  { do: 'yield', task: { is: 'any', of: [work, { is: 'slot', slot: 2 }], loses: false } },
  { do: 'cancel', slot: 2 },
])

/** What locks are for, and what is not allowed while they are held: each breach caught, so that the next is tried too. */
const inSection = fc
  .array(
    fc.oneof<fc.Arbitrary<Statement>[]>(
      fc.record({ do: does('yield'), task: fc.record({ is: is('entity'), key, input: value }) }),
      fc.record({ do: does('keep'), slot, task: fc.record({ is: is('entity'), key, input: value }) }),
      fc.record({ do: does('signal'), key, input: value }),
      fc.record({ do: does('yield'), task: fc.record({ is: is('lock'), keys }) }),
      fc.record({ do: does('yield'), task: retried }),
      fc.record({ do: does('yield'), task: oddly }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((list): Statement[] => list.map((each) => ({ do: 'try', body: [each], handler: [] })))

const { statements } = fc.letrec<{ statements: readonly Statement[]; some: readonly Statement[] }>((tie) => ({
  statements: fc.array(tie('some'), { minLength: 1, maxLength: 5 }).map((lists) => lists.flat()),
  some: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 13, arbitrary: simple.map((each) => [each]) },
    { weight: 3, arbitrary: rare.map((each) => [each]) },
    { weight: 1, arbitrary: changed },
    { weight: 3, arbitrary: together },
    { weight: 2, arbitrary: deadline },
    {
      weight: 5,
      arbitrary: fc
        .record({ do: does('try'), body: tie('statements'), handler: tie('statements') })
        .map((each) => [each]),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          do: does('critical section'),
          keys,
          body: fc.oneof({ weight: 1, arbitrary: tie('statements') }, { weight: 2, arbitrary: inSection }),
          ends: of('release' as const, 'release twice' as const, 'using' as const, 'never' as const),
        })
        .map((each) => [each]),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: does('repeat'), times: of(2, 3), body: tie('statements') }).map((each) => [each]),
    },
  ),
}))

const answer = fc.record({
  statusCode: of(200, 202, 202, 404),
  location: of(true, true, true, false),
  retryAfter: of(undefined, '5', '0', '1.5', 'Fri, 31 Dec 1999 23:59:59 GMT', '864000'),
  error: of('{}', '"no"', '{"code":7}', ''),
})
const settle = (fails: fc.Arbitrary<boolean>) =>
  fc.record({ is: of('settle' as const), which: fc.nat({ max: 7 }), fails, value, answer })
const again = fc.record({ is: of('again' as const), which: fc.nat({ max: 7 }) })
const ahead = fc.record({
  is: of('ahead' as const),
  by: of(0, 0, 1, 2),
  how: of('done' as const, 'failed' as const, 'fired' as const),
})
const pick: fc.Arbitrary<Pick> = fc.oneof(
  { weight: 12, arbitrary: settle(of(false, false, true)) },
  { weight: 3, arbitrary: fc.record({ is: of('raise' as const), name: eventName, value }) },
  { weight: 1, arbitrary: again },
  { weight: 1, arbitrary: ahead },
)

const anything: fc.Arbitrary<Scenario> = fc.record({
  body: statements,
  input: fc.oneof(
    { weight: 9, arbitrary: value },
    { weight: 1, arbitrary: of<unknown>({ Timestamp: '2024-01-01T00:00:00Z', n: 1 }) },
  ),
  version: of(undefined, undefined, '1.0'),
  episodes: fc.array(fc.array(pick, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 10 }),
})

/** Retries come to their ends only where much fails, and to their oddest where timers come too early. */
const retries: fc.Arbitrary<Scenario> = fc.record({
  body: fc
    .record({
      retried: fc.array(retried, { minLength: 1, maxLength: 3 }),
      is: of('all' as const, 'any' as const),
      rest: statements,
    })
    .map(({ retried: list, is: kind, rest }): Statement[] => {
      const [only] = list
      const task: TaskShape = only && list.length === 1 ? only : { is: kind, of: list, loses: false }
      return [{ do: 'try', body: [{ do: 'yield', task }], handler: [] }, ...rest]
    }),
  input: fc.oneof(
    { weight: 9, arbitrary: value },
    { weight: 1, arbitrary: of<unknown>({ Timestamp: '2024-01-01T00:00:00Z', n: 1 }) },
  ),
  version: of(undefined, undefined, '1.0'),
  episodes: fc.array(
    fc.array(fc.oneof({ weight: 8, arbitrary: settle(of(true, true, false)) }, { weight: 1, arbitrary: ahead }), {
      minLength: 1,
      maxLength: 3,
    }),
    { minLength: 4, maxLength: 10 },
  ),
})

/** Programs that wait, retry, race, fail and start over, each with the order in which the world answers. */
export const scenario = fc.oneof({ weight: 3, arbitrary: anything }, { weight: 1, arbitrary: retries })
