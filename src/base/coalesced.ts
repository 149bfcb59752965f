/**
 * A function that runs `work` one at a time: asked for while it runs, it runs once more afterwards, however often it
 * was asked for. `work` must not reject.
 */
export function coalesced(work: () => Promise<void>): () => void {
  let isRunning = false
  let isAskedAgain = false
  const run = async () => {
    isRunning = true
    do {
      isAskedAgain = false
      await work()
    } while (isAskedAgain)
    isRunning = false
  }
  return () => {
    if (isRunning) isAskedAgain = true
    else void run()
  }
}
