import type { StorageChange } from '#durable/storage-change.ts'
import type { HostAccess } from './host-access.ts'

/** What a person does to the app by hand, beside sending it requests. Each rejects with why it was not done. */
export interface ByHand {
  /** Runs a function that something else than HTTP triggers; resolves when it has begun. */
  readonly fire: (functionName: string, payload: string | null) => Promise<void>
  /** Changes the storage account of the project. */
  readonly change: (change: StorageChange) => Promise<void>
}

/** For a project; a draft has neither host nor storage, and `refusal` says so. */
export function byHandOn(hosts: HostAccess, projectId: string | null, refusal: string): ByHand {
  const own = async () => {
    if (projectId === null) throw new Error(refusal)
    return projectId
  }
  return {
    fire: async (functionName, payload) => void (await hosts.call(await own(), 'fire', { functionName, payload })),
    change: async (change) => void (await hosts.call(await own(), 'storage', { change })),
  }
}
