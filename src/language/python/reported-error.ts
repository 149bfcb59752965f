import { fromWire } from '#base/wire-error.ts'
import type { CodeLine } from '#durable/trace.ts'

/** An error as Python reports it (`azure_functions_worker/errors.py`). */
export interface ReportedError {
  /** With the class: `ValueError: no such city`, as Azure's worker tells its host. */
  readonly message: string
  /** The trace, without that line. */
  readonly stack: string
  readonly at?: CodeLine
}

/** The same to throw. */
export function reportedError({ message, stack }: ReportedError): Error {
  const name = /^\w+/.exec(message)?.[0] ?? 'Exception'
  return fromWire({ name, message, stack })
}
