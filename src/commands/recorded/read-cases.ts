import { readFileSync } from 'node:fs'
import { reasonOf } from '#base/reason-of.ts'
import type { RecordedCase } from '#language/python/durable/recorded/play.ts'

const expected = 'Expected is a JSON list of cases, each with name, source, orchestrator and episodes.'

/** The cases of a file. Throws with what is wrong with it. */
export function readCases(path: string): readonly RecordedCase[] {
  const cases = parsed(path)
  if (!Array.isArray(cases)) throw new Error(`${path} holds no list. ${expected}`)
  const wrong = cases.findIndex((each) => !isCase(each))
  if (wrong >= 0) throw new Error(`Case ${wrong + 1} of ${path} is none. ${expected}`)
  return cases
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

function isCase(value: unknown): boolean {
  const { name, source, orchestrator, episodes } = (value ?? {}) as Partial<Record<keyof RecordedCase, unknown>>
  return [name, source, orchestrator].every((each) => typeof each === 'string') && Array.isArray(episodes)
}
