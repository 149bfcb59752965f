import type { SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'

const known = new WeakMap<readonly SourceFile[], Promise<readonly Problem[]>>()
let worker: Worker | undefined
let turn: Promise<unknown> = Promise.resolve()

/** Real milliseconds that a check may take; then its worker is ended, and that code goes without. */
const PATIENCE = 10_000

/** What is wrong with the orchestrators of these files, found on another thread. The same list is checked once. */
export function problemsOf(files: readonly SourceFile[]): Promise<readonly Problem[]> {
  const before = known.get(files)
  if (before) return before
  const problems = turn.then(() => check(files))
  turn = problems
  known.set(files, problems)
  return problems
}

/** Never rejects: code that cannot be checked has no findings, and runs as well as any. */
function check(files: readonly SourceFile[]): Promise<readonly Problem[]> {
  const checker = (worker ??= new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' }))
  return new Promise((resolve) => {
    const end = (problems: readonly Problem[]) => {
      clearTimeout(timer)
      checker.onmessage = checker.onerror = null
      resolve(problems)
    }
    const fail = () => {
      checker.terminate()
      worker = undefined
      end([])
    }
    const timer = setTimeout(fail, PATIENCE)
    checker.onmessage = ({ data }: MessageEvent<readonly Problem[]>) => end(data)
    checker.onerror = fail
    checker.postMessage(files)
  })
}
