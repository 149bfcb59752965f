import type { CodeLine } from './trace.ts'

/** A test of the project, or a file of tests that does not load. */
export interface UnitTest {
  /** As pytest writes it: `tests/test_hello.py::TestHello::test_says_hello`; of a file that does not load, its path. */
  readonly id: string
  readonly at: CodeLine
  /** Why its file does not load. */
  readonly failure?: string
  /** What its file printed before that. */
  readonly output?: readonly string[]
}

/** What became of a test. */
export interface TestOutcome {
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped'
  readonly seconds: number
  /** What went wrong, with the difference that an assertion found and the trace; why it was skipped. Often empty. */
  readonly said: string
  /** Where it went wrong. */
  readonly at?: CodeLine
  /** What it printed and logged. */
  readonly output: readonly string[]
}
