import { useEffect, useMemo, useState } from 'react'
import type { HubDb } from '#storage/hub-db.ts'
import { watch } from '#storage/watch.ts'

/** Real milliseconds between two readings when the host begins to write; see `watch` for when it does not stop. */
const EVERY = 100

/**
 * What `read` finds in the hub, again whenever the host has written; `undefined` until the first reading, and for no hub.
 * `deps` are what `read` depends on, as for `useMemo`. When they change, the answer to the old question is gone at once, or
 * `stays` until there is a new one. An error of the reading is thrown to the nearest boundary.
 */
export function useHubQuery<T>(
  hub: HubDb | null,
  read: (hub: HubDb) => Promise<T> | T,
  deps: readonly unknown[],
  old: 'goes' | 'stays' = 'goes',
): T | undefined {
  // oxlint-disable-next-line react/exhaustive-deps -- `read` is another function at each render; `deps` say when it differs
  const question = useMemo(() => hub && { hub, ask: () => read(hub) }, [hub, ...deps])
  const [answer, setAnswer] = useState<{ readonly to: { readonly hub: HubDb }; readonly value: T }>()
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  useEffect(() => {
    if (!question) return
    const answered = (value: T) => setAnswer({ to: question, value })
    return watch(question.hub, question.ask, EVERY, answered, (error) => setFailure({ error }))
  }, [question])
  if (failure) throw failure.error
  const isMeant = old === 'stays' ? answer?.to.hub === hub : answer?.to === question
  return isMeant ? answer?.value : undefined
}
