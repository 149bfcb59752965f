import { expect, test, vi } from 'vitest'
import { createActor, fromPromise, SimulatedClock, transition, waitFor } from 'xstate'
import type { Build, Diagnostic } from '#durable/build.ts'
import {
  type Compiled,
  type Forked,
  type FoundProject,
  sessionMachine,
  type Sources,
  type Started,
  type Written,
} from './session.machine.ts'

const files = [{ path: 'src/functions/hello.ts', text: 'one' }]
const draft: FoundProject = {
  id: null,
  name: 'Hello',
  origin: 'link',
  files,
  resume: null,
  isSafeMode: false,
  unsaved: null,
}
const buildOf = (id: string): Build => ({ id, language: 'javascript', files, modules: [], entries: [] })
const broken: Diagnostic = { severity: 'error', message: 'Unexpected token', file: 'a.ts', line: 1, column: 2 }

/** A session over a project as found, with every effect recorded in order and answered at once. */
async function sessionOn(found: FoundProject, compiled: Compiled = { ok: true, build: buildOf('b1'), warnings: [] }) {
  const did: string[] = []
  const answers = { compiled }
  const clock = new SimulatedClock()
  const actor = createActor(
    sessionMachine.provide({
      actors: {
        find: fromPromise(async () => found),
        fork: fromPromise<string, Forked>(async ({ input }) => {
          did.push(`fork ${input.files.map((file) => file.text).join()}`)
          return 'p1'
        }),
        write: fromPromise<void, Written>(async ({ input }) => {
          did.push(`write ${input.id} ${JSON.stringify(input.changes)}`)
        }),
        compile: fromPromise<Compiled, Sources>(async () => {
          did.push('compile')
          return answers.compiled
        }),
        start: fromPromise<void, Started>(async ({ input }) => {
          did.push(`start ${input.id} ${input.build.id}`)
        }),
        stop: fromPromise<void, { id: string }>(async ({ input }) => {
          did.push(`stop ${input.id}`)
        }),
        survived: fromPromise<void, { id: string }>(async ({ input }) => {
          did.push(`survived ${input.id}`)
        }),
      },
    }),
    { clock },
  ).start()
  await waitFor(actor, (state) => state.matches('open'))
  const settles = (state: object) => waitFor(actor, (snapshot) => snapshot.matches({ open: state } as never))
  return { actor, clock, did, answers, settles }
}

const edited = (text: string) => ({ type: 'edited', changes: { files: { 'src/functions/hello.ts': text } } }) as const

test('what came from a link neither runs nor is stored when it is opened', async () => {
  const { actor, clock, did } = await sessionOn({ ...draft, resume: buildOf('evil'), id: null, isSafeMode: true })
  clock.increment(60_000)
  expect(did).toEqual([])
  expect(actor.getSnapshot().value).toEqual({ open: { whose: 'draft', saving: 'saved', running: 'idle' } })
})

test('the first keystroke in a draft makes it a project of one’s own, with that keystroke in it', async () => {
  const { actor, did, settles } = await sessionOn(draft)
  actor.send(edited('two'))
  await settles({ whose: 'own' })
  expect(did).toEqual(['fork two'])
  expect(actor.getSnapshot().context).toMatchObject({ id: 'p1', origin: 'own' })
})

test('run on a draft compiles it, makes it one’s own, and only then starts it', async () => {
  const { actor, did, settles } = await sessionOn(draft)
  actor.send({ type: 'run' })
  await settles({ running: 'started' })
  expect(did.toSorted()).toEqual(['compile', 'fork one', 'start p1 b1'])
  expect(did.at(-1)).toBe('start p1 b1')
})

test('typing is written after a pause, as one change, and at once when the page goes', async () => {
  const { actor, clock, did, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own' })
  actor.send(edited('t'))
  clock.increment(200)
  actor.send(edited('tw'))
  clock.increment(200)
  expect(did).toEqual([])
  clock.increment(100)
  await settles({ saving: 'saved' })
  actor.send({ type: 'edited', changes: { name: 'Mine', files: {} } })
  actor.send({ type: 'flush' })
  expect(did).toEqual(['write p9 {"files":{"src/functions/hello.ts":"tw"}}', 'write p9 {"files":{},"name":"Mine"}'])
})

test('what the last page had no time to write is there, and written first', async () => {
  const late = { files: { 'src/functions/hello.ts': 'late' } }
  const { actor, did, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own', unsaved: late })
  await settles({ saving: 'saved' })
  expect(did).toEqual(['write p9 {"files":{"src/functions/hello.ts":"late"}}'])
  expect(actor.getSnapshot().context.files).toEqual([{ path: 'src/functions/hello.ts', text: 'late' }])
})

test('what does not compile shows where, and leaves the last good build running', async () => {
  const { actor, did, answers, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own' })
  actor.send({ type: 'run' })
  await settles({ running: 'started' })
  answers.compiled = { ok: false, diagnostics: [broken] }
  actor.send({ type: 'run' })
  await waitFor(actor, ({ context }) => context.diagnostics.length > 0)
  expect(did).toEqual(['compile', 'start p9 b1', 'compile'])
  expect(actor.getSnapshot().context).toMatchObject({ diagnostics: [broken], build: { id: 'b1' } })
  expect(actor.getSnapshot().matches({ open: { running: 'started' } })).toBe(true)
})

test('a project goes on with the build it ran last, and is known to have survived after ten seconds', async () => {
  const { clock, did, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own', resume: buildOf('b0') })
  await settles({ running: 'started' })
  clock.increment(10_000)
  await settles({ running: { started: 'grown' } })
  expect(did).toEqual(['start p9 b0', 'survived p9'])
})

test('safe mode resumes nothing, and run ends it', async () => {
  const found: FoundProject = { ...draft, id: 'p9', origin: 'own', resume: buildOf('b0'), isSafeMode: true }
  const { actor, did, settles } = await sessionOn(found)
  expect(did).toEqual([])
  actor.send({ type: 'run' })
  await settles({ running: 'started' })
  expect(did).toEqual(['compile', 'start p9 b1'])
  expect(actor.getSnapshot().context.isSafeMode).toBe(false)
})

test('what is stopped is idle, and what does not compile then starts nothing', async () => {
  const { actor, did, answers, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own' })
  actor.send({ type: 'run' })
  await settles({ running: 'started' })
  actor.send({ type: 'stop' })
  await settles({ running: 'idle' })
  expect(did).toEqual(['compile', 'start p9 b1', 'stop p9'])
  answers.compiled = { ok: false, diagnostics: [broken] }
  actor.send({ type: 'run' })
  await waitFor(actor, ({ context }) => context.diagnostics.length > 0)
  await settles({ running: 'idle' })
})

test('what another tab stops is idle here too', async () => {
  const { actor, did, settles } = await sessionOn({ ...draft, id: 'p9', origin: 'own', resume: buildOf('b0') })
  await settles({ running: 'started' })
  actor.send({ type: 'host.stopped' })
  await settles({ running: 'idle' })
  expect(did).toEqual(['start p9 b0'])
})

test('a write that failed is kept, said, and tried again', async () => {
  const clock = new SimulatedClock()
  const write = vi.fn().mockRejectedValueOnce(new Error('QuotaExceededError')).mockResolvedValue(undefined)
  const machine = sessionMachine.provide({
    actors: {
      find: fromPromise<FoundProject>(async () => ({ ...draft, id: 'p9', origin: 'own' })),
      write: fromPromise<void, Written>(({ input }) => write(input)),
    },
  })
  const actor = createActor(machine, { clock }).start()
  await waitFor(actor, (state) => state.matches('open'))
  actor.send(edited('two'))
  clock.increment(300)
  await waitFor(actor, ({ context }) => context.writeFailure !== null)
  expect(actor.getSnapshot().context).toMatchObject({ writeFailure: 'QuotaExceededError' })
  clock.increment(3000)
  await waitFor(actor, (state) => state.matches({ open: { saving: 'saved' } }))
  expect(write.mock.calls.map(([input]) => input.changes)).toEqual([
    { files: { 'src/functions/hello.ts': 'two' } },
    { files: { 'src/functions/hello.ts': 'two' } },
  ])
  expect(actor.getSnapshot().context.writeFailure).toBeNull()
})

test('an address that leads nowhere says why', () => {
  const [opening] = transition(
    sessionMachine,
    sessionMachine.resolveState({ value: 'opening', context: contextOf() }),
    {
      type: 'xstate.error.actor.0.session.opening',
      error: new Error('This link is cut off.'),
    } as never,
  )
  expect(opening.value).toBe('unavailable')
  expect(opening.context.failure).toBe('This link is cut off.')
})

function contextOf() {
  return createActor(sessionMachine).getSnapshot().context
}
