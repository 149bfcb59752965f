import { toJsonText, type JsonText } from '#base/json.ts'
import type { ActionType } from '#durable/action.ts'

/** Where the SDKs of two languages differ. One entry a difference; the engine asks and never guesses. */
export interface Dialect {
  /** How the input of a call becomes text. `null`: the wire has no `input` key. */
  readonly encodeInput: (input: unknown) => JsonText | null
  /** How an output or a status becomes text. `null`: there is none. */
  readonly encode: (value: unknown) => JsonText | null
  /** What a result in history becomes: the value that its text is, or the text itself, for the language to read. */
  readonly decode: (text: JsonText) => unknown
  /** Completions that arrive before their task is opened: all kept in order, or the last one for all to come (rules E2, P2). */
  readonly early: 'all' | 'last'
  /** Whether an event named `"0"` completes the task 0 (rules E3, P3). */
  readonly names: 'among ids' | 'apart'
  /** What is yielded is asked for in any case, or only when it waits once it was opened (rules I3, P4). */
  readonly asks: 'always' | 'when it waits'
  /** What is thrown when a task that is open is opened again, and nothing when it may be (rule P5). */
  readonly openedTwice: ((action: ActionType | undefined) => unknown) | undefined
  /** Whether a yield sees `isReplaying` from the place in history, or only from whether its task was played (rule R2). */
  readonly isReplaying: 'by position' | 'by task'
  /** What a failure found in history becomes in the code. */
  readonly error: (reason: string, details: string) => unknown
  /** What the failed operation of an entity becomes, from the JSON value in the entity's answer (rule X2). */
  readonly entityError: (result: unknown) => unknown
}

/** As durable-functions 3.5 for JavaScript and TypeScript. */
export const javascript: Dialect = {
  encodeInput: asJson,
  encode: asJson,
  decode: (text) => JSON.parse(text) as unknown,
  early: 'all',
  names: 'among ids',
  asks: 'always',
  openedTwice: undefined,
  isReplaying: 'by position',
  error: (reason, details) => new Error(`${reason} \n ${details}`),
  entityError: (result) => new Error(result as string),
}

/**
 * As azure-functions-durable 1.2.9 for Python. Inputs and results pass as the text that Python's `json` wrote or will read,
 * failures as their two words: what they become is made in Python.
 */
export const python: Dialect = {
  encodeInput: asJson, // of that text: what gets it, reads it twice (rule P8)
  encode: (text) => (text ?? null) as JsonText | null,
  decode: (text) => text,
  early: 'last',
  names: 'apart',
  asks: 'when it waits',
  openedTwice: (action) =>
    new Error(`'${action === 'CreateTimer' ? 'TimerTask' : 'AtomicTask'}' object has no attribute 'append'`),
  isReplaying: 'by task',
  error: (reason, details) => [reason, details],
  entityError: (result) => result,
}

function asJson(value: unknown): JsonText | null {
  return JSON.stringify(value) === undefined ? null : toJsonText(value)
}
