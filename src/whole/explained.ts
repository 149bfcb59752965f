import { expect, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import { checkOrchestrators } from '#compile/determinism/check.ts'
import type { SourceFile } from '#durable/build.ts'
import { findingCauses } from '#durable/finding.ts'
import { type Fix, withFix } from '#durable/fix.ts'
import { explain, type Known } from '#explain/explain.ts'
import { episodesOf } from '#storage/queries.ts'
import type { Faulty } from './faulty-orchestrators.ts'
import { type Files, type WholeApp, wholeApp } from './whole-app.ts'

export const HOUR = 3_600_000

/** The files of an app with that orchestrator. */
type FilesOf = (code: string, more?: Files) => Files

/**
 * Runs a faulty orchestrator and expects what its table says of it: the explanation with its line, the same in its text as
 * in its run, the fix; and that the mended one runs, and that nothing is wrong with it any more.
 */
export async function expectExplained(faulty: Faulty, filesOf: FilesOf): Promise<void> {
  const files = filesOf(faulty.code, faulty.files)
  const changed = faulty.changed === undefined ? undefined : filesOf(faulty.changed, faulty.files)
  const known = await run(faulty, files, changed)
  const [first] = explain(known)
  expect([first?.kind, first?.cause]).toEqual([faulty.kind, faulty.cause])
  const line = marked(changed ?? files)
  if (line) expect(`${first?.at?.file}:${first?.at?.line}`).toBe(line)
  const [seen, shown] = seenAndShown(known)
  expect(seen).toEqual(faulty.isUnseen ? [] : shown)

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
  expect(await problemsOf(mended)).toEqual([])
}

const sources = (files: Files): SourceFile[] => Object.entries(files).map(([file, text]) => ({ path: file, text }))

export const problemsOf = (files: Files) => checkOrchestrators(sources(files))

/** The line that ends in `// !`, or in `# !`, as `file:line`. */
function marked(files: Files): string | undefined {
  for (const [file, text] of Object.entries(files)) {
    const line = text.split('\n').findIndex((each) => /(?:\/\/|#) !/.test(each))
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
  return { instance, history, episodes, files: now, problems: await checkOrchestrators(now) }
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

function applied({ files }: Known, fix: Fix | undefined): Files {
  if (!fix) throw new Error('no fix')
  return Object.fromEntries(withFix(files, fix).map(({ path: file, text }) => [file, text]))
}
