import type { SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'

/**
 * What is wrong with the orchestrators of these files as far as their text tells, and how to mend it. Nothing is run, and
 * nothing is told of code that no orchestrator reaches. What reads a language is loaded with the first file in it.
 */
export async function checkOrchestrators(files: readonly SourceFile[]): Promise<Problem[]> {
  const [python, javascript] = [/\.py$/, /\.[cm]?[jt]sx?$/].map((code) => files.some(({ path }) => code.test(path)))
  return [
    ...(python ? (await import('./python/check.ts')).checkPython(files) : []),
    ...(javascript ? (await import('./javascript/check.ts')).checkJavascript(files) : []),
  ]
}
