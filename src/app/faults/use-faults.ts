import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useMemo } from 'react'
import { type Fault, MOST_FAULTS } from '#durable/fault.ts'
import { faultsOf, saveFaults } from '#project/faults.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'
import type { SessionView } from '../session/use-session.ts'

/** What goes wrong in the open project on purpose, and how to change that. */
export interface FaultList {
  readonly list: readonly Fault[]
  /** A draft's faults are looked at; they can be changed once it is one's own. */
  readonly isFixed: boolean
  /** Makes these all the faults there are. Rejects when they could not be kept, or the host not be told. */
  readonly change: (list: readonly Fault[]) => Promise<void>
}

const none: readonly Fault[] = []

export function useFaults(playground: PlaygroundDb, hosts: HostAccess, session: SessionView): FaultList {
  const { id, faults: ofDraft = none, isRunning } = session
  const stored = useLiveQuery(() => (id === null ? none : faultsOf(playground, id)), [playground, id])
  const list = (id === null ? ofDraft : stored) ?? none
  const change = useCallback(
    async (next: readonly Fault[]) => {
      if (id === null) throw new Error(i18n._('Run this first: then it is yours, and its faults can be changed.'))
      if (next.length > MOST_FAULTS)
        throw new Error(i18n._('A project has at most {most} faults.', { most: MOST_FAULTS }))
      await saveFaults(playground, id, next)
      if (isRunning) await hosts.call(id, 'faults', { faults: next })
    },
    [playground, hosts, id, isRunning],
  )
  return useMemo(() => ({ list, isFixed: id === null, change }), [list, id, change])
}
