import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Engine, inJson } from './engine.ts'

/** Debian's package of it has its little browser here. */
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
const SCRIPT_MS = 10 * 60_000

interface Session {
  readonly sessionId: string
  readonly capabilities: { readonly browserVersion: string }
}

/** WebKitGTK's MiniBrowser, Safari's engine, on a screen of its own, driven by WebDriver. Throws when it does not start. */
export async function openWebKit(): Promise<Engine> {
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', 'dbus-run-session', '--', 'WebKitWebDriver', `--port=${port}`], {
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
    detached: true, // a group of its own, to be ended as one
  })
  await once(driver, 'spawn')
  const end = () => void (driver.pid !== undefined && process.kill(-driver.pid))
  const ask = (method: string, path: string, body?: object) => command(`http://127.0.0.1:${port}${path}`, method, body)
  const { sessionId, capabilities } = await started(ask).catch((error: unknown) => {
    end()
    throw error
  })
  const session = `/session/${sessionId}`
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    goTo: async (url) => void (await ask('POST', `${session}/url`, { url })),
    async call(toCall, given) {
      const script = `const [given, done] = arguments
        ;(${inJson(toCall)})(given).then((value) => done({ value }), (error) => done({ failure: String(error) }))`
      const answer = await ask('POST', `${session}/execute/async`, { script, args: [JSON.stringify(given)] })
      const { value, failure } = answer as { value?: string; failure?: string }
      if (failure !== undefined) throw new Error(failure)
      return JSON.parse(value ?? 'null')
    },
    async close() {
      await ask('DELETE', session).catch(() => {})
      end()
    },
  }
}

async function command(url: string, method: string, body: object = {}): Promise<unknown> {
  const init = method === 'POST' ? { method, body: JSON.stringify(body) } : { method }
  const { value } = (await (await fetch(url, init)).json()) as { value: { error?: string; message?: string } | null }
  if (value?.error !== undefined) throw new Error(`${value.error}: ${value.message}`)
  return value
}

/** The driver takes a moment until it listens. */
async function started(ask: (method: string, path: string, body: object) => Promise<unknown>): Promise<Session> {
  const wish = {
    'webkitgtk:browserOptions': { binary: process.env['MINIBROWSER'] ?? MINI_BROWSER, args: ['--automation'] },
    timeouts: { script: SCRIPT_MS },
  }
  for (let tries = 50; ; tries--) {
    try {
      return (await ask('POST', '/session', { capabilities: { alwaysMatch: wish } })) as Session
    } catch (error) {
      if (tries === 0) throw error
      await sleep(200)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
