import { useLiveQuery } from 'dexie-react-hooks'
import type { ClockState } from '#durable/clock-mode.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { type HubDb, openHub } from '#storage/hub-db.ts'
import { episodesOf, historyOf, instanceOf, recentInstances } from '#storage/queries.ts'
import type { HostState } from '#wire/host-calls.ts'

const hubs = new Map<string, HubDb>()

/** The task hub of a project, to read from; none for a draft. Opened once, and kept as long as the page. */
export function hubOf(projectId: string | null): HubDb | null {
  if (projectId === null) return null
  const hub = hubs.get(projectId) ?? openHub(projectId)
  hubs.set(projectId, hub)
  return hub
}

/** Lets go of a task hub that is about to be deleted. */
export function closeHub(projectId: string): void {
  hubs.get(projectId)?.close()
  hubs.delete(projectId)
}

const idle: HostState = { phase: 'idle' }

/** The last state the host wrote. It outlives the host: whether one runs now, the session knows. */
export function useHostState(hub: HubDb | null): HostState {
  return useLiveQuery(async () => (await hub?.meta.get('host'))?.value as HostState | undefined, [hub]) ?? idle
}

const realTime: ClockState = { mode: 'real', offset: 0 }

export function useHubClock(hub: HubDb | null): ClockState {
  return useLiveQuery(async () => (await hub?.meta.get('clock'))?.value as ClockState | undefined, [hub]) ?? realTime
}

export function functionsOf(state: HostState): readonly FunctionInfo[] {
  return state.phase === 'running' || state.phase === 'hung' ? state.functions : []
}

/** An instance with all that is drawn of it, read in one go: its history and its status never disagree. */
export interface Followed {
  readonly hub: HubDb | null
  readonly instance: Instance | null
  readonly executionId: string
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

const nobody: Followed = { hub: null, instance: null, executionId: '', history: [], episodes: [] }

/** Follows the chosen instance as the host writes it, or the newest while none is chosen. `undefined` until the first read. */
export function useFollowed(hub: HubDb | null, chosen: Selection | null): Followed | undefined {
  const { instanceId, executionId } = chosen ?? {}
  return useLiveQuery(
    () => (hub === null ? nobody : follow(hub, instanceId, executionId)),
    [hub, instanceId, executionId],
  )
}

async function follow(hub: HubDb, instanceId?: string, executionId?: string): Promise<Followed> {
  const chosen = instanceId === undefined ? undefined : await instanceOf(hub, instanceId)
  const instance = chosen ?? (await recentInstances(hub, 1))[0]
  if (instance === undefined) return { ...nobody, hub }
  const execution = (chosen && executionId) || instance.executionId
  const [history, episodes] = await Promise.all([
    historyOf(hub, instance.instanceId, execution),
    episodesOf(hub, instance.instanceId, execution),
  ])
  return { hub, instance, executionId: execution, history, episodes }
}
