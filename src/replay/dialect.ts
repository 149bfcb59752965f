import { toJsonText, type JsonText } from '#base/json.ts'

/** Where the SDKs of two languages differ. One entry a difference; the engine asks and never guesses. */
export interface Dialect {
  /** How an input becomes text. `null`: the wire has no `input` key. */
  readonly encode: (input: unknown) => JsonText | null
  /** Completions that arrive before their task is opened: all kept in order, or only the last (rule E2). */
  readonly early: 'all' | 'last'
  /** Whether a yield sees `isReplaying` from the place in history, or only from whether its task was played (rule R2). */
  readonly isReplaying: 'by position' | 'by task'
  /** What a failure found in history becomes in the code. */
  readonly error: (reason: string, details: string) => unknown
  /** What the failed operation of an entity becomes, from the JSON value in the entity's answer (rule X2). */
  readonly entityError: (result: unknown) => unknown
}

/** As durable-functions 3.5 for JavaScript and TypeScript. */
export const javascript: Dialect = {
  encode: (input) => (JSON.stringify(input) === undefined ? null : toJsonText(input)),
  early: 'all',
  isReplaying: 'by position',
  error: (reason, details) => new Error(`${reason} \n ${details}`),
  entityError: (result) => new Error(result as string),
}
