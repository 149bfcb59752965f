import { useActorRef, useSelector } from '@xstate/react'
import { useEffect, useMemo } from 'react'
import type { SnapshotFrom } from 'xstate'
import { automate } from '../automation/automation.ts'
import type { Changes } from './changes.ts'
import { noteLeaving } from './on-leaving.ts'
import { sameFiles } from './same-files.ts'
import { sessionActors, type SessionWorld } from './session-actors.ts'
import { sessionMachine } from './session.machine.ts'

type Snapshot = SnapshotFrom<typeof sessionMachine>

/** What the run button says, and the colour of the dot in the status bar. */
export type RunPhase = 'idle' | 'compiling' | 'starting' | 'started' | 'stopping'

/** The open project as components see it: what is, and what can be done. */
export type SessionView = ReturnType<typeof useSession>

export function useSession(world: SessionWorld) {
  const actor = useActorRef(useMemo(() => sessionMachine.provide({ actors: sessionActors(world) }), [world]))
  const snapshot = useSelector(actor, (state) => state)
  const { context } = snapshot

  useEffect(() => automate(actor), [actor])

  useEffect(() => {
    const leave = () => {
      const { id, unsaved } = actor.getSnapshot().context
      actor.send({ type: 'flush' })
      if (id !== null) noteLeaving(id, unsaved)
    }
    const hide = () => {
      if (document.visibilityState === 'hidden') actor.send({ type: 'flush' })
    }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [actor])

  const doing = useMemo(
    () => ({
      run: () => actor.send({ type: 'run' }),
      stop: () => actor.send({ type: 'stop' }),
      hostStopped: () => actor.send({ type: 'host.stopped' }),
      keepCopy: () => actor.send({ type: 'copy.asked' }),
      change: (changes: Changes) => actor.send({ type: 'edited', changes }),
      dismissFailure: () => actor.send({ type: 'failure.dismissed' }),
    }),
    [actor],
  )

  const { build, files } = context
  const isBuilt = useMemo(() => build !== null && sameFiles(build.files, files), [build, files])
  const runPhase = phaseOf(snapshot)
  return {
    ...context,
    ...doing,
    isOpen: snapshot.matches('open'),
    isUnavailable: snapshot.matches('unavailable'),
    isSaved: snapshot.matches({ open: { saving: 'saved' } }),
    isRunning: runPhase === 'started',
    runPhase,
    /** What runs is what the editor shows. */
    isBuilt,
  }
}

function phaseOf(snapshot: Snapshot): RunPhase {
  if (snapshot.matches({ open: { running: 'started' } })) return 'started'
  if (snapshot.matches({ open: { running: 'compiling' } })) return 'compiling'
  if (snapshot.matches({ open: { running: 'starting' } }) || snapshot.matches({ open: { running: 'ready' } }))
    return 'starting'
  return snapshot.matches({ open: { running: 'stopping' } }) ? 'stopping' : 'idle'
}
