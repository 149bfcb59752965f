import { randomHex128 } from '#base/ids.ts'
import type { SourceFile } from '#durable/build.ts'
import { type HistoryOrigin, type ImportedHistory, MOST_EVENTS } from '#durable/history-import/imported-history.ts'
import { keepBuild } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { executionsOf, instanceOf } from '#storage/queries.ts'
import type { OpenedRun } from '#wire/host-calls.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'
import { type CheckedRun, compiled, historyOfExecution } from './check-run.ts'

/** A history that can be looked at as a run, and the name of its opening. */
export interface OpenedReplayRun extends OpenedRun {
  readonly id: string
}

interface ReplayWorld {
  readonly hosts: HostAccess
  readonly playground: PlaygroundDb
  readonly projectId: string
  /** As they are now: what is held against the histories. */
  readonly files: readonly SourceFile[]
}

/**
 * Has histories laid out as runs, with what the code as it is now does in each of their episodes, in the place of those
 * that were opened before. Rejects with what does not compile or load.
 */
export async function openReplay(
  { hosts, playground, projectId, files }: ReplayWorld,
  origin: HistoryOrigin,
  histories: readonly ImportedHistory[],
): Promise<OpenedReplayRun> {
  const build = await compiled(files)
  await keepBuild(playground, projectId, build)
  const id = randomHex128().slice(0, 8)
  const ask = { buildId: build.id, id, origin, histories }
  const answer = await hosts.call(projectId, 'replay', { ...ask, build: null })
  const opened = 'needBuild' in answer ? await hosts.call(projectId, 'replay', { ...ask, build }) : answer
  if ('needBuild' in opened) throw new Error('The host asks for code that it has just been sent.')
  return { id, ...opened }
}

/** Opens one of the listed histories, with those that belong to it: other executions of its instance, and its children. */
export async function openAsRun(
  world: ReplayWorld,
  run: CheckedRun,
  listed: readonly CheckedRun[],
  hub: HubDb | null,
): Promise<OpenedReplayRun> {
  if (run.history === undefined) throw new Error(i18n._('This file holds no history.'))
  const own = listed.flatMap(({ source, history }) => (source === run.source && history ? [history] : []))
  const isOfHub = run.source === 'hub' && hub !== null
  const find = isOfHub
    ? (id: string) => executionsIn(hub, id)
    : async (id: string) => own.filter(({ instanceId }) => instanceId === id)
  const origin = run.source === 'hub' ? { kind: 'hub' as const } : { kind: 'file' as const, name: run.name }
  return openReplay(world, origin, await withRelatives(run.history, find))
}

/** So many histories are opened together. */
const MOST = 200

/** A history, and after it those that can be reached from it. */
export async function withRelatives(
  history: ImportedHistory,
  find: (instanceId: string) => Promise<readonly ImportedHistory[]>,
): Promise<ImportedHistory[]> {
  const all = [history]
  const seen = new Set([''])
  let events = history.events.length
  for (const { instanceId, events: told } of all) {
    const children = told.flatMap((event) =>
      event.type === 'SubOrchestrationInstanceCreated' ? [event.instanceId] : [],
    )
    for (const id of [instanceId, ...children]) {
      if (seen.has(id)) continue
      seen.add(id)
      for (const each of await find(id)) {
        const isSame = each.instanceId === history.instanceId && each.executionId === history.executionId
        if (isSame || all.length >= MOST || events + each.events.length > MOST_EVENTS) continue
        events += each.events.length
        all.push(each)
      }
    }
  }
  return all
}

async function executionsIn(hub: HubDb, instanceId: string): Promise<ImportedHistory[]> {
  const instance = await instanceOf(hub, instanceId)
  if (instance === undefined) return []
  const ids = await executionsOf(hub, instanceId)
  const histories = await Promise.all(ids.slice(-MOST).map((id) => historyOfExecution(hub, instance, id)))
  return histories.filter(({ events }) => events.length > 0)
}
