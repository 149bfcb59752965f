import { type ClockState, realTime } from '#durable/clock-mode.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { Selection } from '#durable/selection.ts'
import { useMemo } from 'react'
import { type HubDb, openHub, openReplays } from '#storage/hub-db.ts'
import { verdictOn } from '#storage/replays.ts'
import type { HostState } from '#wire/host-calls.ts'
import { type Followed, follower, nobody } from './follow.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'

const hubs = new Map<string, HubDb>()

/** The task hub of a project, to read from; none for a draft. Opened once, and kept as long as the page. */
export function hubOf(projectId: string | null): HubDb | null {
  if (projectId === null) return null
  const hub = hubs.get(projectId) ?? openHub(projectId)
  hubs.set(projectId, hub)
  return hub
}

/** Lets go of a task hub, and of the replays beside it, that are about to be deleted. */
export function closeHub(projectId: string): void {
  hubs.get(projectId)?.close()
  hubs.delete(projectId)
  for (const { hub } of replays.splice(0)) hub.close()
}

const replays: { readonly id: string; readonly hub: HubDb }[] = []

/**
 * The database of the replays, to read from, as a hub of its own for each opening: whoever followed what was there before
 * begins anew.
 */
export function replaysOf(projectId: string | null, id: string | undefined): HubDb | null {
  const hub = id === undefined ? null : hubOf(projectId)
  if (hub === null || id === undefined) return null
  const known = replays.find((each) => each.id === id)
  if (known) return known.hub
  const opened = { id, hub: openReplays(hub) }
  replays.push(opened)
  return opened.hub
}

const idle: HostState = { phase: 'idle' }

/** The last state the host wrote. It outlives the host: whether one runs now, the session knows. */
export function useHostState(hub: HubDb | null): HostState {
  return useMeta<HostState>(hub, 'host') ?? idle
}

export function useHubClock(hub: HubDb | null): ClockState {
  return useMeta<ClockState>(hub, 'clock') ?? realTime
}

/** A fact of the hub: the same object until it is another one, however often the hub is read. */
function useMeta<T>(hub: HubDb | null, key: string): T | undefined {
  const text = useHubQuery(hub, async (db) => JSON.stringify((await db.meta.get(key))?.value), [key])
  return useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as T)), [text])
}

export function functionsOf(state: HostState): readonly FunctionInfo[] {
  return state.phase === 'running' || state.phase === 'hung' ? state.functions : []
}

/**
 * Follows the chosen instance as the host writes it, or the newest while none is chosen. `undefined` until the first read;
 * after that what was followed stays until the next is read: a picture that blinks loses its place and the keyboard's.
 */
export function useFollowed(hub: HubDb | null, chosen: Selection | null): Followed | undefined {
  const { instanceId, executionId } = chosen ?? {}
  const follow = useMemo(
    () => (hub === null ? async () => nobody : follower(hub, instanceId, executionId)),
    [hub, instanceId, executionId],
  )
  const followed = useHubQuery(hub, follow, [follow], 'stays')
  return hub === null ? nobody : followed
}

/** The position of the event at which the code parts from a history that was opened as a run. */
export function usePartsAt(replays: HubDb | null, { instance, executionId }: Followed): number | undefined {
  const instanceId = instance?.instanceId ?? ''
  const verdict = useHubQuery(replays, (db) => verdictOn(db, instanceId, executionId), [instanceId, executionId])
  return verdict && 'check' in verdict ? verdict.check.parting?.position : undefined
}
