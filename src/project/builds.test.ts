import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Build } from '#durable/build.ts'
import { buildOf, lastRunnableBuild, markSurvived, MOST_BUILDS, rememberRun } from './builds.ts'
import { openPlayground, type PlaygroundDb, type Project } from './playground-db.ts'
import { createProject, deleteProject, NoSuchProjectError } from './projects.ts'

let db: PlaygroundDb
let project: Project
beforeEach(async () => {
  db = openPlayground()
  project = await createProject(db, { name: 'App', files: [], origin: 'own' })
})
afterEach(() => db.delete())

const build = (id: string): Build => ({ id, language: 'javascript', files: [], modules: [], entries: [] })
const stored = async () => (await db.builds.toArray()).map(({ id }) => id)

test('a project that was never run here has nothing to resume, whatever it came from', async () => {
  expect(await lastRunnableBuild(db, project.id)).toBeUndefined()
  expect(await lastRunnableBuild(db, 'gone')).toBeUndefined()
})

test('a start that has not survived is resumed only in safe mode', async () => {
  await rememberRun(db, project.id, build('a'))
  expect(await lastRunnableBuild(db, project.id)).toEqual({ build: build('a'), safeMode: true })
  await markSurvived(db, project.id)
  expect(await lastRunnableBuild(db, project.id)).toEqual({ build: build('a'), safeMode: false })
})

test('every start has to survive anew', async () => {
  await rememberRun(db, project.id, build('a'))
  await markSurvived(db, project.id)
  await rememberRun(db, project.id, build('b'))
  expect(await lastRunnableBuild(db, project.id)).toEqual({ build: build('b'), safeMode: true })
})

test('of many builds those are kept that were run last, and other projects keep theirs', async () => {
  const other = await createProject(db, { name: 'Other', files: [], origin: 'own' })
  await rememberRun(db, other.id, build('o'))
  let now = 0
  vi.spyOn(Date, 'now').mockImplementation(() => now++)
  onTestFinished(() => void vi.restoreAllMocks())
  for (let i = 0; i < MOST_BUILDS; i++) await rememberRun(db, project.id, build(`${i}`))
  await rememberRun(db, project.id, build('0'))
  expect((await stored()).length).toBe(MOST_BUILDS * 0.75 + 2)
  await rememberRun(db, project.id, build('last'))
  const kept = await stored()
  expect(['0', '1', '26', 'last', 'o'].map((id) => kept.includes(id))).toEqual([true, false, true, true, true])
  expect(await buildOf(db, project.id, 'last')).toEqual(build('last'))
  expect(await buildOf(db, project.id, '1')).toBeUndefined()
})

test('a run of a deleted project stores nothing', async () => {
  await deleteProject(db, project.id)
  await expect(rememberRun(db, project.id, build('a'))).rejects.toThrow(NoSuchProjectError)
  await markSurvived(db, project.id)
  expect(await stored()).toEqual([])
})

test('texts of packages are stored once for all builds, and each build has them; the app’s own stay with it', async () => {
  const zod = { path: 'node_modules/zod/index.js', code: 'exports.z = 1' }
  const files = { path: 'node_modules/durable-playground/files/index.js', code: 'module.exports = {}' }
  const own = { path: 'src/app.ts', code: "require('zod')" }
  const one = { ...build('a'), modules: [own, files, zod] }
  const other = { ...build('b'), modules: [own, zod] }
  await rememberRun(db, project.id, one)
  await rememberRun(db, project.id, other)
  expect((await db.builds.toArray()).map((row) => row.build.modules)).toEqual([[own, files], [own]])
  expect(await db.sharedTexts.count()).toBe(1)
  expect(await buildOf(db, project.id, 'a')).toEqual(one)
  expect((await lastRunnableBuild(db, project.id))?.build).toEqual(other)
})

test('with the last project that has them the texts of packages go', async () => {
  const zod = { path: 'node_modules/zod/index.js', code: 'exports.z = 1' }
  const other = await createProject(db, { name: 'Other', files: [], origin: 'own' })
  for (const { id } of [project, other]) await rememberRun(db, id, { ...build('a'), modules: [zod] })
  await deleteProject(db, project.id)
  expect(await db.sharedTexts.count()).toBe(1)
  await deleteProject(db, other.id)
  expect(await db.sharedTexts.count()).toBe(0)
})
