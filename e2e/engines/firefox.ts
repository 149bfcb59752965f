import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { type Engine, inJson } from './engine.ts'

interface Reply {
  readonly id?: number
  readonly type: 'success' | 'error' | 'event'
  readonly result?: unknown
  readonly message?: string
}

interface Called {
  readonly type: 'success' | 'exception'
  readonly result?: { readonly value?: string }
  readonly exceptionDetails?: { readonly text: string }
}

/** Firefox ESR or newer, driven by WebDriver BiDi. Throws when `path` is no Firefox that starts. */
export async function openFirefox(path: string): Promise<Engine> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'))
  const firefox = spawn(path, ['--headless', '--remote-debugging-port', '0', '--profile', profile, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await once(firefox, 'spawn')
  const bidi = await connect(await addressOf(firefox))
  const session = (await bidi.send('session.new', { capabilities: {} })) as { capabilities: { browserVersion: string } }
  const { contexts } = (await bidi.send('browsingContext.getTree', {})) as { contexts: { context: string }[] }
  const context = contexts[0]?.context ?? ''
  return {
    name: `Firefox ${session.capabilities.browserVersion}`,
    goTo: async (url) => void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    async call(ask, given) {
      const called = (await bidi.send('script.callFunction', {
        functionDeclaration: inJson(ask),
        arguments: [{ type: 'string', value: JSON.stringify(given) }],
        target: { context },
        awaitPromise: true,
      })) as Called
      if (called.type === 'exception') throw new Error(called.exceptionDetails?.text)
      return JSON.parse(called.result?.value ?? 'null')
    },
    async close() {
      bidi.close()
      const ended = new Promise((resolve) => firefox.once('exit', resolve))
      firefox.kill()
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** It says on its error output where it listens. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('Firefox has no error output.')
  for await (const line of createInterface(stderr)) {
    const [address] = /ws:\/\/\S+/.exec(line) ?? []
    if (address !== undefined) return address
  }
  throw new Error('Firefox ended without saying where it listens.')
}

async function connect(address: string) {
  const socket = new WebSocket(`${address}/session`)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map<number, (reply: Reply) => void>()
  let sent = 0
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  return {
    send: (method: string, params: object) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++sent
        waiting.set(id, ({ type, result, message }) =>
          type === 'success' ? resolve(result) : reject(new Error(`${method}: ${message}`)),
        )
        socket.send(JSON.stringify({ id, method, params }))
      }),
    close: () => socket.close(),
  }
}
