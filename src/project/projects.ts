import { Dexie } from 'dexie'
import { randomHex128 } from '#base/ids.ts'
import type { SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import { pathProblem } from './paths.ts'
import { type PlaygroundDb, type Project, type ProjectOrigin, rowsOf } from './playground-db.ts'
import { dropUnusedTexts } from './shared-texts.ts'
import { orStorageFull } from './storage-full.ts'

/** The project was deleted, perhaps in another tab. */
export class NoSuchProjectError extends Error {
  override readonly name = 'NoSuchProjectError'
}

/** The project holds no such file (any more). */
export class NoSuchFileError extends Error {
  override readonly name = 'NoSuchFileError'
}

/** A file of that path is there already, and is left as it is. */
export class FileExistsError extends Error {
  override readonly name = 'FileExistsError'
}

/** The path cannot name a file of a function app. */
export class BadPathError extends Error {
  override readonly name = 'BadPathError'
}

export interface NewProject {
  readonly name: string
  readonly files: readonly SourceFile[]
  readonly origin: ProjectOrigin
  readonly faults?: readonly Fault[]
}

/** A new project with all its files, or none of it. Throws {@link BadPathError}, {@link FileExistsError}, `StorageFullError`. */
export async function createProject(
  db: PlaygroundDb,
  { name, files, origin, faults = [] }: NewProject,
): Promise<Project> {
  const seen = new Set<string>()
  for (const { path } of files) {
    checkPath(path)
    if (seen.has(path)) throw new FileExistsError(`Two files are called "${path}".`)
    seen.add(path)
  }
  const now = Date.now()
  const project: Project = { id: randomHex128(), name, origin, createdAt: now, updatedAt: now }
  await orStorageFull(() =>
    db.transaction('rw', db.projects, db.files, db.faults, async () => {
      await db.projects.add(project)
      if (faults.length > 0) await db.faults.add({ projectId: project.id, faults })
      await db.files.bulkAdd(files.map(({ path, text }) => ({ projectId: project.id, path, text })))
    }),
  )
  return project
}

/** The projects, those changed last first. Safe in a live query. */
export function listProjects(db: PlaygroundDb): Promise<Project[]> {
  return db.projects.orderBy('updatedAt').reverse().toArray()
}

/** One project, or `undefined`. Safe in a live query. */
export function projectOf(db: PlaygroundDb, projectId: string): Promise<Project | undefined> {
  return db.projects.get(projectId)
}

/** A project's files by path; none when there is no such project. Safe in a live query. */
export async function filesOf(db: PlaygroundDb, projectId: string): Promise<SourceFile[]> {
  const rows = await db.files
    .where('[projectId+path]')
    .between(...rowsOf(projectId))
    .toArray()
  return rows.map(({ path, text }) => ({ path, text }))
}

/** Writes one file, new or not, of a project that exists. */
export async function saveFile(db: PlaygroundDb, projectId: string, path: string, text: string): Promise<void> {
  checkPath(path)
  return change(db, projectId, async () => {
    await db.files.put({ projectId, path, text })
  })
}

/** The file is gone afterwards, whether or not it was there. */
export function deleteFile(db: PlaygroundDb, projectId: string, path: string): Promise<void> {
  return change(db, projectId, () => db.files.delete([projectId, path]))
}

/** Moves one file; the file that may already be at `to` stays, and {@link FileExistsError} says so. */
export async function renameFile(db: PlaygroundDb, projectId: string, from: string, to: string): Promise<void> {
  checkPath(to)
  return change(db, projectId, async () => {
    const file = await db.files.get([projectId, from])
    if (file === undefined) throw new NoSuchFileError(`There is no file "${from}".`)
    if (from === to) return
    if ((await db.files.get([projectId, to])) !== undefined) throw new FileExistsError(`"${to}" is there already.`)
    await db.files.add({ ...file, path: to })
    await db.files.delete([projectId, from])
  })
}

export function renameProject(db: PlaygroundDb, projectId: string, name: string): Promise<void> {
  return change(db, projectId, async () => {
    await db.projects.update(projectId, { name })
  })
}

/**
 * Deletes a project with its task hub; whoever runs it has stopped its host first.
 * The hub goes first: should the rest fail, the project is still listed and can be deleted again.
 */
export async function deleteProject(db: PlaygroundDb, projectId: string): Promise<void> {
  for (const of of ['hub', 'replays']) await Dexie.delete(`${of}:${projectId}`)
  await db.transaction(
    'rw',
    [db.projects, db.files, db.builds, db.sharedTexts, db.requests, db.sent, db.permissions, db.faults, db.listener],
    async () => {
      for (const table of [db.files, db.builds, db.requests, db.sent, db.permissions]) {
        await table
          .where(':id')
          .between(...rowsOf(projectId))
          .delete()
      }
      const listener = await db.listener.get('listener')
      if (listener?.projectId === projectId) await db.listener.delete('listener')
      await dropUnusedTexts(db)
      await db.faults.delete(projectId)
      await db.projects.delete(projectId)
    },
  )
}

/** The project, in a transaction that writes something of it. Throws a {@link NoSuchProjectError}. */
export async function requireProject(db: PlaygroundDb, projectId: string): Promise<Project> {
  const project = await db.projects.get(projectId)
  if (project === undefined) throw new NoSuchProjectError(`There is no project ${projectId}.`)
  return project
}

/** One change of a project's files or name, and the time of it: both or neither. */
function change(db: PlaygroundDb, projectId: string, work: () => PromiseLike<void>): Promise<void> {
  return orStorageFull(() =>
    db.transaction('rw', db.projects, db.files, async () => {
      const project = await requireProject(db, projectId)
      await work()
      await db.projects.update(projectId, { updatedAt: Math.max(Date.now(), project.updatedAt) })
    }),
  )
}

function checkPath(path: string): void {
  const problem = pathProblem(path)
  if (problem !== undefined) throw new BadPathError(`"${path}" cannot be a file's path: ${problem}.`)
}
