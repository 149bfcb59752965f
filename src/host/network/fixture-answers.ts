import type { SourceFile } from '#durable/build.ts'
import type { DurableHttpResult } from '#durable/durable-http.ts'
import { type HttpFixture, readFixtures } from '#durable/http-fixtures.ts'

/** Answers requests from the project's fixtures, each sequence in its order. */
export class FixtureAnswers {
  private readonly files: readonly SourceFile[]
  /** How often each asker has had an answer of each fixture. */
  private readonly answered = new Map<string, number>()

  constructor(files: readonly SourceFile[]) {
    this.files = files
  }

  /** The answer, after its delay; `undefined` when no fixture is for it. Sequences are counted by asker. Throws when the file cannot be read. */
  async answer(method: string, url: string, asker: string): Promise<DurableHttpResult | undefined> {
    const fixtures = readFixtures(this.files)
    const index = fixtures.findIndex(({ matches }) => matches(method, url))
    const fixture = fixtures[index]
    if (!fixture) return undefined
    const { delayMs, result } = this.nextOf(fixture, `${asker} ${index}`)
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
    return result
  }

  private nextOf({ responses }: HttpFixture, key: string) {
    const count = this.answered.get(key) ?? 0
    this.answered.set(key, count + 1)
    return responses[Math.min(count, responses.length - 1)] ?? { delayMs: 0, result: NOTHING }
  }
}

const NOTHING: DurableHttpResult = { statusCode: 200, headers: {}, content: '' }
