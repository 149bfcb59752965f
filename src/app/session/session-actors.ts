import { fromPromise } from 'xstate'
import type { What } from '#project/address.ts'
import { lastRunnableBuild, markSurvived, rememberRun, rememberStop } from '#project/builds.ts'
import { faultsOf } from '#project/faults.ts'
import { takeListener } from '#project/listener.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { createProject, deleteFile, filesOf, projectOf, renameProject, saveFile } from '#project/projects.ts'
import { samples } from '#samples/samples.ts'
import { hubName } from '#storage/hub-db.ts'
import type { Changes } from './changes.ts'
import type { HostAccess } from './host-access.ts'
import { takeLeaving } from './on-leaving.ts'
import type { Compiled, Forked, FoundProject, Sources, Started, Written } from './session.machine.ts'

export interface SessionWorld {
  readonly db: PlaygroundDb
  readonly hosts: HostAccess
  readonly what: What
  /** The address forbids to run or resume anything. */
  readonly isRunForbidden: boolean
  /** Resolves when the person can see and read the project: what is heavy waits for it. */
  readonly painted: Promise<unknown>
}

/** What the session machine does to the world: the two databases, the compiler and the host. */
export function sessionActors(world: SessionWorld) {
  const { db, hosts, painted } = world
  return {
    find: fromPromise<FoundProject>(() => find(world)),
    fork: fromPromise<string, Forked>(async ({ input }) => {
      return (await createProject(db, input)).id
    }),
    write: fromPromise<void, Written>(({ input: { id, changes } }) => write(db, id, changes)),
    compile: fromPromise<Compiled, Sources>(async ({ input: { files } }) => {
      const [{ compileApp }, { entryFiles }] = await Promise.all([
        import('#compile/compile.ts'),
        import('#project/function-app.ts'),
      ])
      return compileApp(files, entryFiles(files))
    }),
    start: fromPromise<void, Started>(async ({ input: { id, build, isResuming } }) => {
      await painted
      if (isResuming) {
        const state = await hosts.call(id, 'state', {})
        if (state.phase === 'running' && state.build === build.id) return // another tab of the project has it running
      }
      await rememberRun(db, id, build)
      await takeListener(db, id)
      await hosts.call(id, 'faults', { faults: await faultsOf(db, id) })
      await hosts.call(id, 'run', { build })
    }),
    stop: fromPromise<void, { readonly id: string }>(async ({ input: { id } }) => {
      await rememberStop(db, id)
      await hosts.stop(id)
    }),
    survived: fromPromise<void, { readonly id: string }>(({ input }) => markSurvived(db, input.id)),
  }
}

async function find({ db, what, isRunForbidden }: SessionWorld): Promise<FoundProject> {
  switch (what.kind) {
    case 'project':
      return findOwn(db, what.projectId, isRunForbidden)
    case 'sample': {
      const sample = samples.find(({ id }) => id === what.sample)
      if (sample === undefined) throw new Error(`There is no sample "${what.sample}".`)
      return { id: null, name: sample.title, origin: 'sample', files: await sample.load(), ...unrun }
    }
    case 'link': {
      const { decodeProject } = await import('#project/link.ts')
      const linked = decodeProject(what.payload)
      return { id: null, origin: 'link', ...linked, ...unrun }
    }
    case 'none':
    case 'marks':
      throw new Error('There is nothing at this address.')
  }
}

const unrun = { resume: null, isSafeMode: false, unsaved: null } as const

async function findOwn(db: PlaygroundDb, id: string, isRunForbidden: boolean): Promise<FoundProject> {
  const [project, files, run] = await Promise.all([projectOf(db, id), filesOf(db, id), lastRunnableBuild(db, id)])
  if (project === undefined)
    throw new Error('This browser has no such project. Perhaps it was deleted, or made elsewhere.')
  const { leftAt, unsaved } = takeLeaving(id)
  const hasSurvived =
    run === undefined ||
    !run.safeMode ||
    leftAt >= (project.lastRun?.startedAt ?? 0) ||
    (await isRunningInAnotherTab(id))
  return {
    id,
    name: project.name,
    origin: 'own',
    files,
    resume: run?.build ?? null,
    isSafeMode: run !== undefined && (isRunForbidden || !hasSurvived),
    unsaved,
  }
}

/** Then its last start may be young, but it has brought nothing down. After a reload the lock may still be this tab's own. */
async function isRunningInAnotherTab(id: string): Promise<boolean> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type === 'reload') return false
  const { locks } = globalThis.navigator ?? {} // a page of plain http has none
  const { held = [] } = (await locks?.query()) ?? {}
  return held.some(({ name }) => name === hubName(id))
}

async function write(db: PlaygroundDb, id: string, { name, files }: Changes): Promise<void> {
  if (name !== undefined) await renameProject(db, id, name)
  for (const [path, text] of Object.entries(files))
    await (text === null ? deleteFile(db, id, path) : saveFile(db, id, path, text))
}
