import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Build, SourceFile } from '#durable/build.ts'
import type { HostAccess } from '../session/host-access.ts'
import { runTests, type TestsView, untested } from './test-run.ts'
import { writtenTests } from './written-tests.ts'

export interface TestsWorld {
  readonly hosts: HostAccess
  /** `null` for a draft, which `onKeep` makes a project of one's own: it then has a host. */
  readonly projectId: string | null
  readonly files: readonly SourceFile[]
  readonly onKeep: () => void
}

/** The project's tests as they are written now, with what became of them when they were run last. */
export function useTests({ hosts, projectId, files, onKeep }: TestsWorld) {
  const [view, setView] = useState<TestsView>(untested)
  /** What is to be run as soon as there is a host: an id, or `null` for all. */
  const wanted = useRef<string | null | undefined>(undefined)

  const begin = useCallback(
    (id: string, only: string | null) =>
      void runTests({ hosts, projectId: id, files, build: buildOf, only, before: view, show: setView }),
    [hosts, files, view],
  )
  const run = (only: string | null) => {
    if (projectId !== null) return begin(projectId, only)
    wanted.current = only
    onKeep()
  }
  useEffect(() => {
    if (projectId === null || wanted.current === undefined) return
    begin(projectId, wanted.current)
    wanted.current = undefined
  }, [projectId, begin])

  const settled = useDeferredValue(files)
  const written = useMemo(() => writtenTests(settled), [settled])
  const isStale = view.ranOn !== null && view.ranOn !== settled
  return {
    ...view,
    tests: view.ranOn === null || (isStale && view.phase === 'idle') ? written : view.tests,
    isStale,
    run,
    stop: () => void (projectId !== null && hosts.call(projectId, 'stopTests', {}).catch(() => {})), // then nothing runs
  }
}

/** A project need not have functions to have tests. */
async function buildOf(files: readonly SourceFile[]): Promise<Build> {
  const { pythonBuild } = await import('#compile/python-build.ts')
  return pythonBuild(files, [])
}
