import type { TestOutcome, UnitTest } from '#durable/unit-test.ts'
import type { AnswerParsers } from './connect.ts'
import type { TesterCalls } from './language-calls.ts'
import { languageAnswers, readCodeLine } from './parse-language.ts'
import { fields, finite, listOf, maybe, oneOf, type Read, text } from './read.ts'
import { weigh } from './weigh.ts'

/** Of one answer: far more than any project has, and few enough to list. */
const mostTests = 10_000
const mostLines = 100_000

export const readUnitTests: Read<UnitTest[]> = listOf((raw, what) => {
  const from = fields(raw, what)
  return {
    id: text(from['id'], 'id'),
    at: readCodeLine(from['at'], 'at'),
    ...maybe(from, 'failure', text),
    ...maybe(from, 'output', readOutput),
  }
}, mostTests)

export const readTestOutcome: Read<TestOutcome> = (raw, what) => {
  const from = fields(raw, what)
  return {
    outcome: oneOf(['passed', 'failed', 'error', 'skipped'] as const)(from['outcome'], 'outcome'),
    seconds: finite(from['seconds'], 'seconds'),
    said: text(from['said'], 'said'),
    ...maybe(from, 'at', readCodeLine),
    output: readOutput(from['output'], 'output'),
  }
}

/** User code writes what is in these answers. */
export const testerAnswers: AnswerParsers<TesterCalls> = {
  ping: languageAnswers.ping,
  findTests: (raw) => {
    weigh(raw, 'the list of tests')
    return { tests: readUnitTests(fields(raw, 'answer')['tests'], 'tests') }
  },
  runTest: (raw) => {
    weigh(raw, "the test's answer")
    return readTestOutcome(raw, 'answer')
  },
}

function readOutput(raw: unknown, what: string): string[] {
  return listOf(text, mostLines)(raw, what)
}
