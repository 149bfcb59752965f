/** What one message of user code may weigh. Over a limit that call fails with a message naming it, never the worker. */
export const limits = {
  /** Text of an answer or of an ask, one unit a character. */
  answerBytes: 16 * 2 ** 20,
  /** An HTTP body, or a binary value: these travel as transferred buffers. */
  bodyBytes: 100 * 2 ** 20,
  /** Characters of a log line; longer ones are cut. */
  logLine: 32 * 2 ** 10,
  /** Log lines a second and worker; the rest of that second is dropped. */
  logLinesPerSecond: 1000,
  /** Actions of one answer, those inside WhenAll and WhenAny included. */
  actions: 100_000,
  /** How deep WhenAll, WhenAny, inner failures and JSON values may be nested. */
  depth: 256,
  /** Functions that one app may register. */
  functions: 10_000,
} as const
