import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPlayground, type PlaygroundDb, type SavedRequest } from './playground-db.ts'
import { createProject, deleteProject, NoSuchProjectError } from './projects.ts'
import { requestsOf, saveRequests } from './requests.ts'

let db: PlaygroundDb
beforeEach(() => {
  db = openPlayground()
})
afterEach(() => db.delete())

const aProject = () => createProject(db, { name: 'App', files: [], origin: 'own' })
const request = (projectId: string, id: string): SavedRequest => {
  return { id, projectId, name: id, method: 'POST', path: '/api/StartChaining', headers: [['X', '1']], body: '{}' }
}

test('saved requests replace those before, of their project only', async () => {
  const [one, other] = [await aProject(), await aProject()]
  await saveRequests(db, one.id, [request(one.id, 'a'), request(one.id, 'b')])
  await saveRequests(db, other.id, [request(other.id, 'a')])
  await saveRequests(db, one.id, [request(one.id, 'c')])
  expect(await requestsOf(db, one.id)).toEqual([request(one.id, 'c')])
  expect(await requestsOf(db, other.id)).toEqual([request(other.id, 'a')])
})

test('requests of a deleted project are not kept', async () => {
  const { id } = await aProject()
  await deleteProject(db, id)
  await expect(saveRequests(db, id, [request(id, 'a')])).rejects.toThrow(NoSuchProjectError)
  expect(await db.requests.count()).toBe(0)
})
