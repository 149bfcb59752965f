import type { IncomingMessage } from 'node:http'
import { listen } from '../src/commands/serve/listen.ts'

/** A server of somebody else, who would like to hear what is in the playground. */
export interface Elsewhere {
  readonly origin: string
  /** Everything that reached it. */
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

/** Answers every request, from wherever, and remembers it. */
export async function startElsewhere(): Promise<Elsewhere> {
  const requests: string[] = []
  const listening = await listen((request: IncomingMessage, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Content-Type': 'text/javascript',
    })
    response.end('0')
  }, 0)
  return { origin: `http://127.0.0.1:${listening.port}`, requests, close: () => listening.close() }
}
