import '../in-node/azure-core.ts'
import { createRequire } from 'node:module'
import type { EntityContext } from 'durable-functions'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEntity } from '../durable-functions/entity.ts'
import { amount, inWords, timeout } from './amount.ts'

// Entities of generated operations, batch by batch, on the real package and on ours.

type Handler = (context: EntityContext<unknown>) => unknown
type Entity = (trigger: unknown, context: object) => Promise<unknown>

const { createEntityFunction } = createRequire(import.meta.url)('durable-functions/lib/src/util/testingUtils') as {
  readonly createEntityFunction: (handler: Handler) => Entity
}

/** What an operation does, step by step. */
type Step =
  | { readonly do: 'set' | 'return'; readonly value: unknown }
  | { readonly do: 'read'; readonly initial: unknown }
  | { readonly do: 'signal'; readonly input: unknown }
  | { readonly do: 'throw'; readonly what: 'an error' | 'an object' | 'a text' | 'undefined' | 'a circle' }
  | { readonly do: 'destruct' | 'wait' | 'return the input' | 'return what it is' }

type Operation = readonly Step[]

/** One batch: what the entity is when it comes, and its operations with their inputs. */
interface Batch {
  readonly exists: boolean
  readonly state: string | null | undefined
  readonly operations: readonly { readonly input: string | null | undefined; readonly steps: Operation }[]
}

const of = fc.constantFrom
const value = fc.oneof(of<unknown>('', 0, 5, null, undefined, false, 'text', { a: [1] }), fc.jsonValue({ maxDepth: 1 }))
const text = value.map((each) => JSON.stringify(each) as string | undefined)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: of('set' as const, 'return' as const), value }) },
  { weight: 2, arbitrary: fc.record({ do: of('read' as const), initial: value }) },
  { weight: 1, arbitrary: fc.record({ do: of('signal' as const), input: value }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: of('throw' as const),
      what: of('an error' as const, 'an object' as const, 'a text' as const, 'undefined' as const, 'a circle' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of('destruct' as const, 'wait' as const, 'return the input' as const, 'return what it is' as const),
    }),
  },
)
const batch: fc.Arbitrary<Batch> = fc.record({
  exists: fc.boolean(),
  state: fc.oneof(text, of<null | string | undefined>(null, '', undefined)),
  operations: fc.array(
    fc.record({
      input: fc.oneof(text, of<null | string | undefined>(null, '', undefined)),
      steps: fc.array(step, { maxLength: 4 }),
    }),
    { maxLength: 4 },
  ),
})

const met = new Map<string, number>()
const meet = (what: string) => met.set(what, (met.get(what) ?? 0) + 1)

/** The handler that runs the operations by their names, which are their places in the batch. */
function handlerOf({ operations }: Batch, note: (text: string) => void): Handler {
  return async (context) => {
    const { steps = [] } = operations[Number(context.df.operationName)] ?? {}
    for (const each of steps) await perform(each, context, note)
  }
}

async function perform(each: Step, { df }: EntityContext<unknown>, note: (text: string) => void): Promise<void> {
  switch (each.do) {
    case 'set':
      return df.setState(each.value)
    case 'return':
      return df.return(each.value)
    case 'read':
      return note(JSON.stringify(df.getState(() => each.initial)) ?? 'undefined')
    case 'signal':
      return df.signalEntity({ name: 'Other', key: 'K' } as never, 'op', each.input)
    case 'destruct':
      return df.destructOnExit()
    case 'wait':
      return Promise.resolve()
    case 'return the input':
      return df.return(df.getInput())
    case 'return what it is': {
      const { entityId, entityKey, entityName, isNewlyConstructed } = df as typeof df & Record<string, unknown>
      return df.return({ entityId, entityKey, entityName, isNewlyConstructed })
    }
    case 'throw':
      throw thrown(each.what)
  }
}

function thrown(what: Extract<Step, { do: 'throw' }>['what']): unknown {
  if (what === 'an error') return new RangeError('out of coins')
  if (what === 'an object') return Object.assign(new Error('x'), { code: 7 })
  if (what !== 'a circle') return what === 'a text' ? 'text' : undefined
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  return circle
}

/** The answer without its times, and what the operations saw. */
async function answerOf(make: (handler: Handler) => Entity, given: Batch): Promise<unknown> {
  const seen: string[] = []
  const { exists, state, operations } = given
  const requests = operations.map(({ input }, i) => ({ id: `r${i}`, name: String(i), input, isSignal: false }))
  const trigger = { self: { name: 'counter', key: 'k' }, exists, state, batch: requests }
  const entity = make(handlerOf(given, (text) => seen.push(text)))
  const answer = await entity(trigger, {}).then(timeless, (error: Error) => ({ raised: error.message }))
  return { answer, seen }
}

const times = ['duration', 'startTime', 'requestTime']
const timeless = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer, (key, each: unknown) => (times.includes(key) ? 0 : each))) as unknown

test(
  'B1 B2 B3 B4 B5 an entity answers whatever batch it gets as the real one does',
  async () => {
    let runs = 0
    const property = fc.asyncProperty(batch, async (given) => {
      runs++
      for (const each of given.operations.flatMap(({ steps }) => steps)) meet('what' in each ? each.what : each.do)
      const ours = await answerOf(createEntity as unknown as (handler: Handler) => Entity, given)
      expect(ours).toEqual(await answerOf(createEntityFunction, given))
    })
    await fc.assert(property, amount())
    console.log(`${inWords(runs)}: ${[...met].map(([what, count]) => `${count} ${what}`).join(', ')}`)
    const all = ['set', 'return', 'read', 'signal', 'destruct', 'wait', 'return the input', 'return what it is']
    const throws = ['an error', 'an object', 'a text', 'undefined', 'a circle']
    expect([...all, ...throws].filter((what) => !met.has(what))).toEqual([])
  },
  timeout,
)
