import { reasonOf } from '#base/reason-of.ts'
import type { Build, SourceFile } from '#durable/build.ts'
import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'
import type { HostAccess } from '../session/host-access.ts'
import { writtenTests } from './written-tests.ts'

/** How far a test is. */
export type TestState =
  | { readonly phase: 'not run' | 'waiting' | 'running' }
  | { readonly phase: 'done'; readonly outcome: TestOutcome }

/** What the panel shows. */
export interface TestsView {
  readonly tests: readonly UnitTest[]
  readonly states: ReadonlyMap<string, TestState>
  /** `finding`: Python starts and imports the files of tests. */
  readonly phase: 'idle' | 'finding' | 'running'
  /** Why no test could be looked for. */
  readonly failure: string | null
  /** The files that the outcomes are of. */
  readonly ranOn: readonly SourceFile[] | null
}

export const untested: TestsView = { tests: [], states: new Map(), phase: 'idle', failure: null, ranOn: null }

interface Run {
  readonly hosts: HostAccess
  readonly projectId: string
  readonly files: readonly SourceFile[]
  readonly build: (files: readonly SourceFile[]) => Promise<Build>
  /** The id of the one test to run, or of a file of them; `null` runs all. */
  readonly only: string | null
  readonly before: TestsView
  readonly show: (view: TestsView) => void
}

/** Runs tests one after another and shows how far it is; ends when they have ended or were stopped. Never rejects. */
export async function runTests({ hosts, projectId, files, build, only, before, show }: Run): Promise<void> {
  const isWanted = (id: string) => only === null || id === only || id.startsWith(`${only}::`)
  const states = new Map(before.states)
  let view: TestsView = { ...before, tests: writtenTests(files), failure: null, ranOn: files }
  const tell = (change: Partial<TestsView>) => show((view = { ...view, ...change, states: new Map(states) }))

  for (const { id } of view.tests) if (isWanted(id)) states.set(id, { phase: 'waiting' })
  tell({ phase: 'finding' })
  try {
    const { tests } = await hosts.call(projectId, 'findTests', { build: await build(files) })
    const wanted = tests.filter(({ id }) => isWanted(id))
    for (const id of states.keys()) if (!tests.some((test) => test.id === id)) states.delete(id)
    for (const { id, failure } of wanted) if (failure === undefined) states.set(id, { phase: 'waiting' })
    for (const test of tests)
      if (test.failure !== undefined) states.set(test.id, { phase: 'done', outcome: unloaded(test) })
    tell({ tests, phase: 'running' })
    const runnable = wanted.filter(({ failure }) => failure === undefined)
    for (const { id } of runnable) {
      states.set(id, { phase: 'running' })
      tell({})
      const outcome = await hosts.call(projectId, 'runTest', { id, isLast: id === runnable.at(-1)?.id })
      states.set(id, { phase: 'done', outcome })
    }
    tell({ phase: 'idle' })
  } catch (error) {
    const said = reasonOf(error)
    const isRunning = view.phase === 'running'
    for (const [id, { phase }] of states) {
      if (phase === 'running') states.set(id, { phase: 'done', outcome: { ...nothing, outcome: 'error', said } })
      else if (phase === 'waiting') states.set(id, { phase: 'not run' })
    }
    tell({ phase: 'idle', failure: isRunning ? null : said })
  }
}

const nothing = { seconds: 0, said: '', output: [] }

function unloaded({ failure = '', output = [], at }: UnitTest): TestOutcome {
  return { outcome: 'error', seconds: 0, said: failure, at, output }
}
