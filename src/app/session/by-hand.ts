import type { EpochMs } from '#base/units.ts'
import type { StorageChange } from '#durable/storage-change.ts'
import type { HostAccess } from './host-access.ts'

/** What a person does to the app by hand, beside sending it requests. Each rejects with why it was not done. */
export interface ByHand {
  /** Runs a function that something else than HTTP triggers; resolves when it has begun. */
  readonly fire: (functionName: string, payload: string | null) => Promise<void>
  /** Changes the storage account of the project. */
  readonly change: (change: StorageChange) => Promise<void>
  /** Moves the clock from one thing that is due to the next, until that moment of hub time has come. */
  readonly skipTo: (at: EpochMs) => Promise<void>
}

/** So many jumps at most: a timer that sets a timer could lead on for ever. */
const JUMPS = 1_000

/** For a project; a draft has neither host nor storage, and `refusal` says so. */
export function byHandOn(hosts: HostAccess, projectId: string | null, refusal: string): ByHand {
  const own = async () => {
    if (projectId === null) throw new Error(refusal)
    return projectId
  }
  return {
    fire: async (functionName, payload) => void (await hosts.call(await own(), 'fire', { functionName, payload })),
    change: async (change) => void (await hosts.call(await own(), 'storage', { change })),
    skipTo: async (at) => {
      const id = await own()
      for (let jumps = 0; jumps < JUMPS; jumps++) {
        const due = await hosts.call(id, 'nextDue', {})
        if (due.at === null || due.at >= at) return
      }
    },
  }
}
