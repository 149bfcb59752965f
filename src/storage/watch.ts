import { onChange } from './changes.ts'
import type { HubDb } from './hub-db.ts'

/** Real milliseconds between two readings of a hub that is written to without a pause. */
const SLOWEST = 500

/**
 * Reads from a hub now and again whenever it has changed, at most once in `every` real milliseconds; while it goes on
 * changing, less and less often, down to once in `SLOWEST`.
 *
 * Live queries answer to every commit. A host that commits hundreds of times a second would then wait for its readers, who
 * would draw pictures that nobody can see; so what is watched here is read as often as an eye can follow.
 * The last change is always read. Answers with the way to stop.
 */
export function watch<T>(
  hub: HubDb,
  read: () => Promise<T> | T,
  every: number,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): () => void {
  let timeout: ReturnType<typeof setTimeout> | undefined
  let isReading = false
  let isDue = false
  let isStopped = false
  let pause = every

  const readNow = async () => {
    isReading = true
    isDue = false
    const begun = performance.now()
    try {
      const value = await read()
      if (!isStopped) onValue(value)
    } catch (error) {
      if (!isStopped) onError(error)
    }
    timeout = setTimeout(rest, pause - Math.min(pause, performance.now() - begun))
  }
  const rest = () => {
    isReading = false
    pause = isDue ? Math.min(pause * 1.5, SLOWEST) : every
    if (isDue && !isStopped) void readNow()
  }
  const stopListening = onChange(hub, () => {
    isDue = true
    if (!isReading) void readNow()
  })
  void readNow()
  return () => {
    isStopped = true
    clearTimeout(timeout)
    stopListening()
  }
}
