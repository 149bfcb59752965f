/**
 * Takes a Web Lock and keeps it until this worker ends. Resolves with whether it got it: always, sooner or later,
 * unless `patience` (real milliseconds) runs out first.
 */
export function lock(name: string, patience?: number): Promise<boolean> {
  const signal = patience === undefined ? {} : { signal: AbortSignal.timeout(patience) }
  return new Promise((resolve) => {
    const keep = () => {
      resolve(true)
      return new Promise(() => {})
    }
    navigator.locks.request(name, signal, keep).catch(() => resolve(false))
  })
}
