import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openPlayground, type SentRequest } from './playground-db.ts'
import { createProject, deleteProject } from './projects.ts'
import { rememberSent, sentRequestsOf } from './sent-requests.ts'

const db = openPlayground()

test('what was sent is remembered newest first, and once', async () => {
  const { id } = await newProject()
  for (const [at, path] of ['/a', '/b', '/a'].entries()) await rememberSent(db, sent(id, path, at))
  expect((await sentRequestsOf(db, id)).map(({ path }) => path)).toEqual(['/a', '/b'])
})

test('two that were sent in one millisecond are both remembered', async () => {
  const { id } = await newProject()
  for (const path of ['/a', '/b']) await rememberSent(db, sent(id, path, 7))
  expect((await sentRequestsOf(db, id)).map(({ path }) => path)).toEqual(['/b', '/a'])
})

test('the oldest are forgotten, and long ones at once', async () => {
  const { id } = await newProject()
  for (let at = 0; at < 55; at += 1) await rememberSent(db, sent(id, `/${at}`, at))
  await rememberSent(db, { ...sent(id, '/long', 99), body: 'x'.repeat(50_001) })
  const paths = (await sentRequestsOf(db, id)).map(({ path }) => path)
  expect(paths).toHaveLength(50)
  expect([paths[0], paths.at(-1)]).toEqual(['/54', '/5'])
})

test('they go with their project', async () => {
  const { id } = await newProject()
  await rememberSent(db, sent(id, '/a', 1))
  await deleteProject(db, id)
  await rememberSent(db, sent(id, '/late', 2))
  expect(await sentRequestsOf(db, id)).toEqual([])
})

function newProject() {
  return createProject(db, { name: 'p', files: [], origin: 'own' })
}

function sent(projectId: string, path: string, at: number): SentRequest {
  return { projectId, at, method: 'GET', path, headers: [], body: '' }
}
