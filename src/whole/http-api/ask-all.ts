import { type Ask, type Exchange, inWords } from './conversation.ts'

/** An exchange that did not go as the document says. */
export interface Difference {
  readonly request: string
  readonly says: string
  readonly expected: string
  readonly answered: string
}

/** How long something that is to come about `eventually` is waited for, in milliseconds. */
const PATIENCE = 30_000

/**
 * Asks all that this way can be asked, in order, and answers with what differs from the document.
 * `{key:NAME}` in a request becomes the key of that function.
 */
export async function differences(
  exchanges: readonly Exchange[],
  way: 'door' | 'fetch',
  ask: Ask,
  keys: Readonly<Record<string, string>>,
): Promise<Difference[]> {
  const other = way === 'door' ? 'fetch' : 'door'
  const found: Difference[] = []
  for (const exchange of exchanges) {
    if (exchange.how.has(other)) continue
    const answered = await answerTo(exchange, async () => inWords(await ask(withKeys(exchange, keys))))
    const { method, path, says, answer: expected } = exchange
    if (answered !== expected) found.push({ request: `${method} ${path}`, says, expected, answered })
  }
  return found
}

async function answerTo({ how, answer }: Exchange, ask: () => Promise<string>): Promise<string> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const answered = await ask()
    if (answered === answer || !how.has('eventually') || Date.now() > end) return answered
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function withKeys({ method, path, headers, body }: Exchange, keys: Readonly<Record<string, string>>) {
  const keyed = (text: string) => text.replace(/\{key:(\w+)\}/g, (_, name: string) => keys[name] ?? '')
  return { method, path: keyed(path), headers: headers.map(([name, value]) => [name, keyed(value)] as const), body }
}
