import 'fake-indexeddb/auto'
import { Dexie, liveQuery } from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listener, takeListener } from './listener.ts'
import { openPlayground, type PlaygroundDb } from './playground-db.ts'
import {
  BadPathError,
  createProject,
  deleteFile,
  deleteProject,
  FileExistsError,
  filesOf,
  listProjects,
  NoSuchFileError,
  NoSuchProjectError,
  projectOf,
  renameFile,
  renameProject,
  saveFile,
} from './projects.ts'
import { StorageFullError } from './storage-full.ts'
import { PATIENCE } from '#base/patience.ts'

let db: PlaygroundDb
beforeEach(() => {
  db = openPlayground()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await db.delete()
})

const host = { path: 'host.json', text: '{}' }
const index = { path: 'src/index.ts', text: 'export {}' }
const anApp = () => createProject(db, { name: 'App', files: [index, host], origin: 'own' })

test('a project reads back with its files by path', async () => {
  const project = await anApp()
  expect(project.id).toMatch(/^[0-9a-f]{32}$/)
  expect(await projectOf(db, project.id)).toEqual(project)
  expect(await filesOf(db, project.id)).toEqual([host, index])
})

test('a project with two files of one path is refused whole', async () => {
  await expect(createProject(db, { name: 'x', files: [host, host], origin: 'own' })).rejects.toThrow(FileExistsError)
  expect(await listProjects(db)).toEqual([])
})

test('the project changed last is listed first', async () => {
  const at = vi.spyOn(Date, 'now')
  at.mockReturnValue(1)
  const older = await anApp()
  at.mockReturnValue(2)
  const newer = await anApp()
  expect((await listProjects(db)).map(({ id }) => id)).toEqual([newer.id, older.id])
  at.mockReturnValue(3)
  await saveFile(db, older.id, 'host.json', '{ }')
  expect((await listProjects(db)).map(({ id }) => id)).toEqual([older.id, newer.id])
})

test('files are saved, moved and deleted within their own project', async () => {
  const [one, other] = [await anApp(), await anApp()]
  await saveFile(db, one.id, 'src/index.ts', 'new')
  await renameFile(db, one.id, 'src/index.ts', 'src/main.ts')
  await deleteFile(db, one.id, 'host.json')
  expect(await filesOf(db, one.id)).toEqual([{ path: 'src/main.ts', text: 'new' }])
  expect(await filesOf(db, other.id)).toEqual([host, index])
})

test('a file does not move over another', async () => {
  const { id } = await anApp()
  await expect(renameFile(db, id, 'host.json', 'src/index.ts')).rejects.toThrow(FileExistsError)
  await expect(renameFile(db, id, 'gone.ts', 'there.ts')).rejects.toThrow(NoSuchFileError)
  expect(await filesOf(db, id)).toEqual([host, index])
})

test.each([
  '',
  '/host.json',
  '../host.json',
  'a//b',
  'a/./b',
  'a/',
  'a\\b',
  '__proto__',
  'a/__proto__/b',
  'a\nb',
  'C:x',
])('no file is called %j', async (path) => {
  const { id } = await anApp()
  await expect(saveFile(db, id, path, '')).rejects.toThrow(BadPathError)
  await expect(renameFile(db, id, 'host.json', path)).rejects.toThrow(BadPathError)
  await expect(createProject(db, { name: 'x', files: [{ path, text: '' }], origin: 'link' })).rejects.toThrow(
    BadPathError,
  )
})

test('a change of a project that was deleted is refused and brings nothing back', async () => {
  const { id } = await anApp()
  await deleteProject(db, id)
  await expect(saveFile(db, id, 'host.json', '{}')).rejects.toThrow(NoSuchProjectError)
  await expect(renameProject(db, id, 'Back')).rejects.toThrow(NoSuchProjectError)
  expect(await db.files.count()).toBe(0)
})

test('deleting a project takes its rows, its task hub and its listener, and leaves the others', async () => {
  const [one, other] = [await anApp(), await anApp()]
  for (const { id } of [one, other]) {
    await db.requests.add({ id: 'r', projectId: id, name: '', method: 'GET', path: '/', headers: [], body: '' })
    const hub = new Dexie(`hub:${id}`)
    hub.version(1).stores({ instances: 'id' })
    await hub.open()
    hub.close()
  }
  await takeListener(db, one.id)
  await deleteProject(db, one.id)
  expect(await listProjects(db)).toEqual([other])
  expect((await db.files.toArray()).map(({ projectId }) => projectId)).toEqual([other.id, other.id])
  expect((await db.requests.toArray()).map(({ projectId }) => projectId)).toEqual([other.id])
  expect(await listener(db)).toBeUndefined()
  expect((await Dexie.getDatabaseNames()).filter((name) => name.startsWith('hub:'))).toEqual([`hub:${other.id}`])
  await Dexie.delete(`hub:${other.id}`)
})

test('a full disk is said by name, whether a request or the commit meets it, and nothing is half-written', async () => {
  const project = await anApp()
  const full = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  const refused = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    row,
    key,
  ) {
    if (this.name === 'projects') throw full()
    return this.add(row, key)
  })
  await expect(saveFile(db, project.id, 'new.ts', 'x')).rejects.toThrow(StorageFullError)
  refused.mockRestore()
  expect(await filesOf(db, project.id)).toEqual([host, index])
  expect(await projectOf(db, project.id)).toEqual(project)

  const abort = Object.assign(new Error('aborted'), { name: 'AbortError', inner: full() })
  vi.spyOn(db, 'transaction').mockRejectedValue(abort)
  await expect(anApp()).rejects.toThrow(StorageFullError)
})

test('a live query sees a file as soon as it is saved', async () => {
  const { id } = await anApp()
  const seen: string[] = []
  const subscription = liveQuery(() => filesOf(db, id)).subscribe((files) => seen.push(files[0]?.text ?? ''))
  await vi.waitUntil(() => seen.length === 1, PATIENCE)
  await saveFile(db, id, 'host.json', 'typed')
  await vi.waitUntil(() => seen.length === 2, PATIENCE)
  expect(seen).toEqual(['{}', 'typed'])
  subscription.unsubscribe()
})

test('the project last started has the listener, and is told whom it took it from', async () => {
  const [one, other] = [await anApp(), await anApp()]
  expect(await takeListener(db, one.id)).toBeUndefined()
  expect(await takeListener(db, one.id)).toBeUndefined()
  expect(await takeListener(db, other.id)).toBe(one.id)
  expect(await listener(db)).toBe(other.id)
  await expect(takeListener(db, 'gone')).rejects.toThrow(NoSuchProjectError)
  expect(await listener(db)).toBe(other.id)
})
