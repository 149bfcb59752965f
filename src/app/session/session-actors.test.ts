import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActor, toPromise } from 'xstate'
import type { Build } from '#durable/build.ts'
import { lastRunnableBuild, rememberRun } from '#project/builds.ts'
import { encodeProject } from '#project/link.ts'
import { listener } from '#project/listener.ts'
import { openPlayground, type PlaygroundDb } from '#project/playground-db.ts'
import { createProject, filesOf, listProjects, projectOf } from '#project/projects.ts'
import type { HostState } from '#wire/host-calls.ts'
import type { HostAccess } from './host-access.ts'
import { noteLeaving } from './on-leaving.ts'
import { sessionActors, type SessionWorld } from './session-actors.ts'

const files = [{ path: 'src/functions/a.js', text: 'one' }]
const build: Build = { id: 'b1', language: 'javascript', files, modules: [], entries: ['src/functions/a.js'] }

let db: PlaygroundDb

beforeEach(async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  db = openPlayground()
  await Promise.all(db.tables.map((table) => table.clear()))
})

afterEach(() => {
  db.close()
  vi.unstubAllGlobals()
})

/** A host that notes what it is asked, and is in some state. */
function hostIn(state: HostState) {
  const asked: string[] = []
  const hosts: HostAccess = {
    openTrial: () => Promise.reject(new Error('no trial')),
    call: async (projectId, call) => {
      asked.push(`${call} ${projectId}`)
      return (call === 'state' ? state : { functions: [] }) as never
    },
    stop: async () => {},
  }
  return { hosts, asked }
}

function actorsAt(what: SessionWorld['what'], more: Partial<SessionWorld> = {}) {
  const { hosts } = hostIn({ phase: 'idle' })
  return sessionActors({ db, hosts, what, isRunForbidden: false, painted: Promise.resolve(), ...more })
}

function findAt(what: SessionWorld['what'], more: Partial<SessionWorld> = {}) {
  return toPromise(createActor(actorsAt(what, more).find).start())
}

const own = () => createProject(db, { name: 'Mine', files, origin: 'own' })

test('a link is a draft, with nothing to resume and nothing stored', async () => {
  const payload = encodeProject({ name: 'Theirs', files })
  const found = await findAt({ kind: 'link', payload })
  expect(found).toEqual({
    id: null,
    name: 'Theirs',
    origin: 'link',
    files,
    resume: null,
    isSafeMode: false,
    unsaved: null,
  })
  expect(await listProjects(db)).toEqual([])
})

test('a link cut off on its way says so', async () => {
  const payload = encodeProject({ name: 'Theirs', files })
  await expect(findAt({ kind: 'link', payload: payload.slice(0, -8) })).rejects.toThrow(/link/)
})

test('a project that this browser does not have is not opened', async () => {
  await expect(findAt({ kind: 'project', projectId: 'f'.repeat(32) })).rejects.toThrow('no such project')
})

test('a project goes on with the build it ran, when that start survived', async () => {
  const { id } = await own()
  await rememberRun(db, id, build)
  noteLeaving(id, { files: {} })
  expect(await findAt({ kind: 'project', projectId: id })).toMatchObject({ resume: build, isSafeMode: false })
})

test('a start that neither survived nor was left in good order is not gone on with', async () => {
  const { id } = await own()
  await rememberRun(db, id, build)
  expect(await findAt({ kind: 'project', projectId: id })).toMatchObject({ resume: build, isSafeMode: true })
})

test('an address can forbid to go on', async () => {
  const { id } = await own()
  await rememberRun(db, id, build)
  noteLeaving(id, { files: {} })
  const found = await findAt({ kind: 'project', projectId: id }, { isRunForbidden: true })
  expect(found.isSafeMode).toBe(true)
})

test('what was typed as the page went is found once', async () => {
  const { id } = await own()
  const typed = { files: { 'src/functions/a.js': 'two' } }
  noteLeaving(id, typed)
  expect((await findAt({ kind: 'project', projectId: id })).unsaved).toEqual(typed)
  expect((await findAt({ kind: 'project', projectId: id })).unsaved).toBeNull()
})

test('what is kept of it and no changes at all does not keep the project from opening', async () => {
  const { id } = await own()
  for (const kept of ['{', 'null', '{"files":{"a.js":7}}']) {
    localStorage.setItem(`unsaved:${id}`, kept)
    expect((await findAt({ kind: 'project', projectId: id })).files).toEqual(files)
  }
})

test('changes are written file by file', async () => {
  const { id } = await own()
  const changes = { name: 'Renamed', files: { 'src/functions/a.js': null, 'b.js': 'new' } }
  await toPromise(createActor(actorsAt({ kind: 'none' }).write, { input: { id, changes } }).start())
  expect(await filesOf(db, id)).toEqual([{ path: 'b.js', text: 'new' }])
  expect((await projectOf(db, id))?.name).toBe('Renamed')
})

test('a start is remembered before the host is asked, and takes /api', async () => {
  const { id } = await own()
  const { hosts, asked } = hostIn({ phase: 'idle' })
  const { start } = actorsAt({ kind: 'none' }, { hosts })
  await toPromise(createActor(start, { input: { id, build, isResuming: false } }).start())
  expect(asked).toEqual([`faults ${id}`, `run ${id}`])
  expect(await lastRunnableBuild(db, id)).toEqual({ build, safeMode: true })
  expect(await listener(db)).toBe(id)
})

test('what another tab has running is not started again', async () => {
  const { id } = await own()
  const { hosts, asked } = hostIn({ phase: 'running', build: 'b1', functions: [] })
  const { start } = actorsAt({ kind: 'none' }, { hosts })
  await toPromise(createActor(start, { input: { id, build, isResuming: true } }).start())
  expect(asked).toEqual([`state ${id}`])
})
