import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { SourceFile } from '#durable/build.ts'
import type { Instance } from '#durable/instance.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { HostAccess } from '../session/host-access.ts'
import { checked, type CheckedRun, compiled, runsOfFiles, runsOfHub } from './check-run.ts'

export interface ChecksWorld {
  readonly hosts: HostAccess
  /** `null` for a draft: it has no host. */
  readonly projectId: string | null
  readonly hub: HubDb | null
  readonly files: readonly SourceFile[]
}

/** What is listed, for as long as the project is open: longer than the panel, which comes and goes. */
export interface Listed {
  readonly runs: readonly CheckedRun[]
  /** The code that was held against them. */
  readonly files: readonly SourceFile[] | null
}

const nothingListed: Listed = { runs: [], files: null }

type Change = (runs: readonly CheckedRun[]) => readonly CheckedRun[]

/** The histories that are listed, and what came of holding the code against them. */
export function useChecks(
  { hosts, projectId, hub, files }: ChecksWorld,
  { runs, files: checkedFiles }: Listed,
  setListed: Dispatch<SetStateAction<Listed>>,
) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const setRuns = useCallback(
    (change: Change) => setListed((listed) => ({ ...listed, runs: change(listed.runs) })),
    [setListed],
  )
  /** Counts up with each check, so that one that was stopped shows nothing any more. */
  const turn = useRef(0)

  const check = useCallback(
    async (gather: () => Promise<readonly CheckedRun[]>) => {
      if (projectId === null) return
      const own = ++turn.current
      const isOver = () => turn.current !== own
      setBusy(true)
      setFailure(null)
      try {
        const all = await gather()
        if (isOver()) return
        setListed({ runs: all, files })
        const build = await compiled(files)
        for (const { key, history } of all) {
          if (isOver()) return
          if (!history) continue
          setRuns(withState(key, { phase: 'checking' }))
          const state = await checked(hosts, projectId, build, history)
          if (isOver()) return
          setRuns(withState(key, state))
        }
      } catch (error) {
        if (!isOver()) setFailure(reasonOf(error))
      } finally {
        if (!isOver()) setBusy(false)
      }
    },
    [hosts, projectId, files, setListed, setRuns],
  )
  const stop = useCallback(() => {
    turn.current++
    setRuns((all) =>
      all.map((run) => (run.state.phase === 'checking' ? { ...run, state: { phase: 'not checked' } } : run)),
    )
  }, [setRuns])
  useEffect(() => stop, [stop])
  const fromFiles = runs.filter(({ source }) => source === 'file')
  const fromHub = runs.filter(({ source }) => source === 'hub')
  return {
    runs,
    isBusy,
    failure,
    /** The code is another one than that which was held against them. */
    isStale: checkedFiles !== null && checkedFiles !== files,
    checkHub: (only?: Instance) => {
      if (hub) void check(async () => unique([...(await runsOfHub(hub, only)), ...(only ? fromHub : []), ...fromFiles]))
    },
    /** What is dropped tells its files later, and may fail to. */
    importFiles: (given: readonly File[] | Promise<readonly File[]>) =>
      void check(async () => unique([...(await runsOfFiles(await given)), ...fromFiles, ...fromHub])),
    again: () => void check(async () => runs),
    stop: () => {
      setBusy(false)
      stop()
    },
    clear: () => {
      turn.current++
      setBusy(false)
      setListed(nothingListed)
    },
  }
}

function withState(key: string, state: CheckedRun['state']): Change {
  return (runs) => runs.map((run) => (run.key === key ? { ...run, state } : run))
}

/** Of what is listed twice, the newest. */
function unique(runs: readonly CheckedRun[]): CheckedRun[] {
  return [...new Map(runs.toReversed().map((run) => [run.key, run])).values()].toReversed()
}
