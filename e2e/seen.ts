/** What a person sees of the code at one moment. */
export interface Seen {
  /** The event that is looked at, as the address says it; `null` at the present. */
  readonly step: number | null
  /** Where the code stands; 0 before it has begun. */
  readonly line: number
  readonly stand: {
    /** The text of the line that is lit, with what is said behind it. */
    readonly lit: string
    /** `name = value`, as they stand in the panel; of tasks, only that they are some. */
    readonly variables: readonly string[]
  }
}

/**
 * Runs in the page: waits until another step is looked at than `before` and the line that the variables belong to is the
 * one that is lit, and answers with what is there then; after twenty seconds with whatever is there. `lines` are the code's.
 */
export async function seenAfter(about: {
  readonly before: number | null
  readonly lines: readonly string[]
}): Promise<Seen> {
  const panel = () => document.querySelector('section[aria-label="Variables"]')
  const texts = (selector: string) =>
    [...(panel()?.querySelectorAll(selector) ?? [])].map((node) => node.firstChild?.textContent ?? '')
  const hasReturned = () =>
    [...(panel()?.querySelectorAll('p') ?? [])].some((p) => p.textContent?.startsWith('returned'))
  const litLine = (line: number) => {
    const code = about.lines[line - 1] ?? ''
    const lines = [...document.querySelectorAll('.monaco-editor .view-line')]
    const texts = lines.map((node) => (node.textContent ?? '').replaceAll('\u00a0', ' '))
    const said = hasReturned() ? /returned: / : /stopped here$/
    return texts.find((text) => text.startsWith(code) && said.test(text)) ?? ''
  }
  const look = (): Seen => {
    const step = new URLSearchParams(location.hash.split('?')[1]).get('step')
    const line = Number(/\d+$/.exec(texts('h3')[0] ?? '')?.[0] ?? 0)
    const values = [...(panel()?.querySelectorAll('dd') ?? [])].map(({ title }) => title)
    // A task ends by itself, and no code runs for that.
    const variables = texts('dt').map(
      (name, i) => `${name} = ${/\bTask\b/.test(values[i] ?? '') ? 'tasks' : values[i]}`,
    )
    return {
      step: step === null ? null : Number(step),
      line,
      stand: { lit: line === 0 ? '' : litLine(line), variables },
    }
  }
  const until = performance.now() + 20_000
  for (;;) {
    const seen = look()
    const hasBegun = !(panel()?.textContent ?? '').includes('has not begun')
    const isSettled = seen.step !== about.before && (hasBegun ? seen.stand.lit !== '' : seen.line === 0)
    if (isSettled || performance.now() > until) return seen
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
