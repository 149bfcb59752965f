import { useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { i18n } from '../i18n/i18n.ts'
import type { Outcome } from './operations.ts'

/** Puts a request to the HTTP door of the project's host. */
export type Send = (request: HttpRequestMessage) => Promise<HttpResponseMessage>

/** What was done last, in words. */
export interface Report {
  readonly isDone: boolean
  readonly lines: readonly string[]
}

/** Does something, and keeps in words what became of it. */
export function useReport() {
  const [report, setReport] = useState<Report | null>(null)
  const [isBusy, setBusy] = useState(false)

  /** One after the other, so that a thousand requests do not stand in each other's way. What was the same is said once. */
  const doAll = async (work: readonly (() => Promise<Outcome>)[]): Promise<void> => {
    setBusy(true)
    const counts = new Map<string, number>()
    let isDone = true
    for (const each of work) {
      const outcome = await each().catch((error: unknown): Outcome => ({ isDone: false, text: reasonOf(error) }))
      isDone &&= outcome.isDone
      counts.set(outcome.text, (counts.get(outcome.text) ?? 0) + 1)
    }
    const lines = [...counts].map(([text, count]) =>
      count === 1 ? text : i18n._('{count, number} × {text}', { count, text }),
    )
    setReport({ isDone, lines })
    setBusy(false)
  }
  return { report, isBusy, doAll, clear: () => setReport(null) }
}
