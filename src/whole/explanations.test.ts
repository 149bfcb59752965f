import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import { checkOrchestrators } from '#compile/determinism/check.ts'
import type { SourceFile } from '#durable/build.ts'
import { findingCauses } from '#durable/finding.ts'
import { withFix } from '#durable/fix.ts'
import { explain, type Known } from '#explain/explain.ts'
import { setClock } from '#language/javascript/clock.ts'
import process from '#language/javascript/node/process.ts'
import { episodesOf } from '#storage/queries.ts'
import { appOf, play, programs } from './programs.ts'
import { faultyOrchestrators, type Faulty } from './faulty-orchestrators.ts'
import { type Files, gate, starter, type WholeApp, wholeApp } from './whole-app.ts'

const HOUR = 3_600_000
const path = 'src/functions/odd'

const others = `${starter}
  df.app.activity('A', { handler: () => 'a' })
  df.app.activity('B', { handler: () => 'b' })
  df.app.activity('Gated', { handler: () => globalThis.gates.never })
  df.app.activity('Fails', { handler: () => { throw new Error('It cannot be done.') } })
  df.app.activity('Later', { handler: () => { globalThis.later(); process.env.MODE = 'late' } })
  df.app.orchestration('Child', function* (context) { return yield context.df.callActivity('A') })
`

beforeEach(() => {
  gate('never')
  delete process.env['MODE']
  let drawn = 0
  vi.spyOn(Math, 'random').mockImplementation(() => [0.1, 0.9, 0.5][drawn++ % 3] ?? 0)
  const { performance } = globalThis
  const real = performance.now.bind(performance)
  let ahead = -real()
  vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  Object.assign(globalThis, {
    later: () => {
      setClock({ mode: 'real', offset: HOUR })
      ahead += HOUR
    },
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  setClock({ mode: 'real', offset: 0 })
})

/** The files of an app with that orchestrator. */
function filesOf(code: string, more: Files = {}): Files {
  const whole = code.startsWith('app:') ? code.slice(4) : wrapped(code)
  const isTypeScript = whole.startsWith('import')
  return { [`${path}.${isTypeScript ? 'ts' : 'js'}`]: whole, 'src/functions/others.js': others, ...more }
}

const wrapped = (body: string) => `const df = require('durable-functions')
df.app.orchestration('Odd', function* (context) {
  ${body}
})
`

const sources = (files: Files): SourceFile[] => Object.entries(files).map(([file, text]) => ({ path: file, text }))
const problemsOf = (files: Files) => checkOrchestrators(sources(files))

/** The line that ends in `// !`, as `file:line`. */
function marked(files: Files): string | undefined {
  for (const [file, text] of Object.entries(files)) {
    const line = text.split('\n').findIndex((each) => each.includes('// !'))
    if (line >= 0) return `${file}:${line + 1}`
  }
  return undefined
}

/** Runs it until it has ended or nothing moves any more, and tells all that is known of it then. */
async function run(faulty: Faulty, files: Files, changed?: Files): Promise<Known> {
  let app = await wholeApp(files)
  const id = await app.start('POST /api/start/Odd', Date.now() + HOUR / 2)
  if (changed) {
    await vi.waitUntil(
      async () => (await app.history(id)).some(({ type }) => /^(?:TaskCompleted|TimerFired)$/.test(type)),
      PATIENCE,
    )
    await vi.waitUntil(async () => (await app.history(id)).at(-1)?.type === 'OrchestratorCompleted', PATIENCE)
    app = await app.reopen(changed)
  }
  await faulty.drive?.(app, id)
  await atRest(app, id)
  const instance = await app.instance(id)
  const [history, episodes] = [await app.history(id), await episodesOf(app.db, id, instance.executionId)]
  const now = sources(changed ?? files)
  return { instance, history, episodes, files: now, problems: checkOrchestrators(now) }
}

async function atRest(app: WholeApp, id: string): Promise<void> {
  await vi.waitUntil(async () => {
    const { status, diagnoses } = await app.instance(id)
    if (status === 'Pending') return false
    return status !== 'Running' || (diagnoses !== undefined && (await isQuiet(app)))
  }, PATIENCE)
}

/** Nothing is waiting but what will never come. */
async function isQuiet({ db }: WholeApp): Promise<boolean> {
  const gated = (await db.workItems.toArray()).filter(({ name }) => name !== 'Gated')
  return gated.length === 0 && (await db.inbox.count()) === 0 && (await db.timers.count()) === 0
}

/** What the run saw and what the text shows, both as `cause file:line`. */
function seenAndShown({ instance, problems }: Known): [string[], string[]] {
  const seen = (instance.findings ?? []).map(({ cause, at }) => `${cause} ${at?.file}:${at?.line}`)
  const isFinding = (cause: string) => (findingCauses as readonly string[]).includes(cause)
  const shown = problems
    .filter(({ cause }) => isFinding(cause))
    .map(({ cause, file, line }) => `${cause} ${file}:${line}`)
  return [[...new Set(seen)].toSorted(), [...new Set(shown)].toSorted()]
}

test.each(Object.entries(faultyOrchestrators))('%s is explained, and mended', async (_, faulty) => {
  const files = filesOf(faulty.code, faulty.files)
  const changed = faulty.changed === undefined ? undefined : filesOf(faulty.changed, faulty.files)
  const known = await run(faulty, files, changed)
  const [first] = explain(known)
  expect([first?.kind, first?.cause]).toEqual([faulty.kind, faulty.cause])
  const line = marked(changed ?? files)
  if (line) expect(`${first?.at?.file}:${first?.at?.line}`).toBe(line)
  const [seen, shown] = seenAndShown(known)
  expect(seen).toEqual(shown)

  const { fix } = faulty
  if (typeof fix === 'string') expect(first?.fixes.map(({ title }) => title)).toContain(fix)
  else expect(first?.fixes).toEqual([])
  const mended =
    typeof fix === 'string'
      ? applied(
          known,
          first?.fixes.find(({ title }) => title === fix),
        )
      : filesOf(fix.code, { ...faulty.files, ...fix.files })
  const after = await run(faulty, mended)
  expect([after.instance.status, explain(after).map(({ title }) => title)]).toEqual([
    faulty.ends ?? 'Completed',
    faulty.ends ? expect.any(Array) : [],
  ])
  expect(problemsOf(mended)).toEqual([])
})

function applied({ files }: Known, fix: Parameters<typeof withFix>[1] | undefined): Files {
  if (!fix) throw new Error('no fix')
  return Object.fromEntries(withFix(files, fix).map(({ path: file, text }) => [file, text]))
}

const correct = Object.entries(programs).filter(([, { ends }]) => ends !== 'Failed')

test.each(correct)('nothing is found in %s', async (_, program) => {
  const { app, id } = await play(program)
  const files = { 'src/functions/app.js': appOf(program.code), ...program.files }
  expect((await app.instance(id)).findings).toBeUndefined()
  expect(problemsOf(files).map(({ cause, message }) => `${cause}: ${message}`)).toEqual([])
})
