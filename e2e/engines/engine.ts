/** A real browser with one page open. */
export interface Engine {
  /** As the browser calls itself, with its version. */
  readonly name: string
  goTo(url: string): Promise<void>
  /** Calls a function in the page, by its text: what it is given and what it answers is JSON. Throws what it throws, in words. */
  call<Given, Answer>(ask: (given: Given) => Answer, given: Given): Promise<Awaited<Answer>>
  close(): Promise<void>
}

/** The text of a function that takes and answers JSON texts, for browsers that know no more. */
export function inJson(ask: (given: never) => unknown): string {
  return `async (given) => JSON.stringify((await (${ask.toString()})(JSON.parse(given))) ?? null)`
}
