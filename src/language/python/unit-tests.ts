import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'
import type { TesterCalls } from '#wire/language-calls.ts'
import type { Ask } from '#wire/message.ts'
import type { Interpreter } from './interpreter.ts'
import { reportedError, type ReportedError } from './reported-error.ts'

interface Failed {
  readonly error: ReportedError
}

/** The project's tests, their files imported anew. Rejects when not even that can be begun. */
export async function findTests(
  { modules, env }: Omit<Ask<TesterCalls, 'findTests'>, 'clock'>,
  interpreter: Interpreter,
): Promise<UnitTest[]> {
  const files = modules.map(({ path, code }) => [path, code])
  return sound(
    await interpreter.findTests(JSON.stringify({ files, env })),
    (found: { tests: UnitTest[] }) => found.tests,
  )
}

/** Runs one of them. Rejects when Python dies of it. */
export async function runTest(
  { id, isLast }: Ask<TesterCalls, 'runTest'>,
  interpreter: Interpreter,
): Promise<TestOutcome> {
  return sound(await interpreter.runTest(id, isLast), (outcome: TestOutcome) => outcome)
}

function sound<T extends object, R>(text: string, take: (answer: T) => R): R {
  const answer = JSON.parse(text) as T | Failed
  if ('error' in answer) throw reportedError(answer.error)
  return take(answer)
}
