import { readableStack } from './code-line.ts'
import { writeLine } from './log-lines.ts'

/** Errors that nobody waits for (a floating promise, a timer's callback) are said in the console instead of lost. */
export function reportStrayErrors(): void {
  if (typeof addEventListener !== 'function') return // in Node.js
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    report('Unhandled promise rejection', event.reason)
  })
  addEventListener('error', (event) => {
    event.preventDefault()
    report('Uncaught error', event.error ?? event.message)
  })
}

function report(what: string, thrown: unknown): void {
  writeLine(null, 'error', `${what}: ${describe(thrown)}`)
}

function describe(thrown: unknown): string {
  try {
    return thrown instanceof Error ? readableStack(thrown) || String(thrown) : String(thrown)
  } catch {
    return 'a value that cannot be described'
  }
}
