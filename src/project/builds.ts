import type { Build } from '#durable/build.ts'
import { type PlaygroundDb, rowsOf } from './playground-db.ts'
import { requireProject } from './projects.ts'
import { split, whole } from './shared-texts.ts'
import { orStorageFull } from './storage-full.ts'

/**
 * Call when the host starts a build, before it does: stores the build, and that this start has yet to survive.
 * Going on with a build after a reload is a start too.
 */
export async function rememberRun(db: PlaygroundDb, projectId: string, build: Build): Promise<void> {
  await keep(db, projectId, build, async (now) => {
    await db.projects.update(projectId, { lastRun: { build: build.id, startedAt: now, survived: false } })
  })
}

/** Stores a build that histories are held against: it is looked at, and never run. */
export async function keepBuild(db: PlaygroundDb, projectId: string, build: Build): Promise<void> {
  await keep(db, projectId, build)
}

async function keep(
  db: PlaygroundDb,
  projectId: string,
  build: Build,
  andThen: (now: number) => Promise<void> = async () => {},
): Promise<void> {
  const now = Date.now()
  const { stored, texts } = await split(build)
  return orStorageFull(() =>
    db.transaction('rw', db.projects, db.builds, db.sharedTexts, async () => {
      await requireProject(db, projectId)
      await dropOldest(db, projectId)
      await db.builds.put({ id: build.id, projectId, build: stored, createdAt: now })
      await db.sharedTexts.bulkPut([...texts])
      await andThen(now)
    }),
  )
}

/** Call when the person stops the project: a reload does not start it again. */
export async function rememberStop(db: PlaygroundDb, projectId: string): Promise<void> {
  await db.projects
    .where('id')
    .equals(projectId)
    .modify((project) => {
      if (project.lastRun) Object.assign(project, { lastRun: { ...project.lastRun, stopped: true } })
    })
}

/** Call 10 s after a start, and when the page is left in good order before that (`pagehide`). */
export async function markSurvived(db: PlaygroundDb, projectId: string): Promise<void> {
  await db.projects
    .where('id')
    .equals(projectId)
    .modify((project) => {
      if (project.lastRun) Object.assign(project, { lastRun: { ...project.lastRun, survived: true } })
    })
}

/**
 * The build that a reload goes on with: the last one the person ran on this device, and did not stop. `undefined`: nothing to resume.
 * With `safeMode` the last start did not survive its first 10 s, and the person is asked before the next one.
 */
export async function lastRunnableBuild(
  db: PlaygroundDb,
  projectId: string,
): Promise<{ build: Build; safeMode: boolean } | undefined> {
  const lastRun = (await db.projects.get(projectId))?.lastRun
  if (lastRun === undefined || lastRun.stopped) return undefined
  const row = await db.builds.get([projectId, lastRun.build])
  return row && { build: await whole(db, row.build), safeMode: !lastRun.survived }
}

/** One build of a project, for the episodes that name it. Safe in a live query. */
export async function buildOf(db: PlaygroundDb, projectId: string, buildId: string): Promise<Build | undefined> {
  const row = await db.builds.get([projectId, buildId])
  return row && whole(db, row.build)
}

/** So many builds of a project are kept. What ran before those is told without its code. */
export const MOST_BUILDS = 100

/** Makes room for more, many at once, as each is read for it: those that were run last stay. */
async function dropOldest(db: PlaygroundDb, projectId: string): Promise<void> {
  const builds = db.builds.where('[projectId+id]').between(...rowsOf(projectId))
  if ((await builds.count()) < MOST_BUILDS) return
  const kept: { readonly id: string; readonly createdAt: number }[] = []
  await builds.each(({ id, createdAt }) => kept.push({ id, createdAt }))
  const oldest = kept.toSorted((a, b) => a.createdAt - b.createdAt).slice(0, MOST_BUILDS / 4)
  await db.builds.bulkDelete(oldest.map(({ id }) => [projectId, id] as [string, string]))
}
