import { type Deferred, deferred } from '#base/deferred.ts'
import { BOOT } from './boot.ts'

/** The opaque-origin frame in which user code runs. It reaches neither our databases, nor the network, nor the page. */
export interface Sandbox {
  /** Ends the worker that runs, if any, and starts a fresh one of this script; answers with the port to talk to it. */
  spawn(script: string): MessagePort
  /** Hands over what workers start from, once for all of them. */
  keep(parts: SandboxParts): void
  /**
   * As `spawn`, for a script that starts from what is kept and says when it is ready: then this resolves.
   * Rejects when it cannot start, and when it is ended before.
   */
  spawnReady(script: string): Promise<MessagePort>
  /** Ends the worker, also one that holds its thread. */
  kill(): void
  /** Removes the frame with all that runs in it. */
  close(): void
}

/** What a language worker starts from and cannot fetch by itself. */
export interface SandboxParts {
  readonly files: Readonly<Record<string, ArrayBuffer>>
  /** WebAssembly, to be compiled in the frame. */
  readonly wasm: ArrayBuffer
}

/** Real milliseconds until a frame that says nothing counts as failed. */
const PATIENCE = 10_000

/** Opens a sandbox. Rejects when the browser does not start it in time. `onError` hears a worker that could not start. */
export async function openSandbox(onError: (message: string) => void): Promise<Sandbox> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts') // never allow-same-origin: this line is the wall
  frame.setAttribute('aria-hidden', 'true')
  frame.title = 'Sandbox of user code'
  frame.style.display = 'none'
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${await policy()}"><script>${BOOT}</script>`
  const waiting = new Map<number, Deferred<void>>()
  await started(frame, onError, (number, failure) => {
    const starting = waiting.get(number)
    if (failure === undefined) starting?.resolve()
    else starting?.reject(new Error(failure))
  })
  const post = (message: unknown, moved: Transferable[]) => frame.contentWindow?.postMessage(message, '*', moved)
  let spawned = 0
  const supersede = () => {
    for (const starting of waiting.values())
      starting.reject(new Error('The language worker was ended while it started.'))
    waiting.clear()
  }
  const spawn = (script: string, needsParts: boolean): MessagePort => {
    supersede()
    const { port1, port2 } = new MessageChannel()
    post({ type: 'spawn', script, needsParts, number: ++spawned }, [port2])
    return port1
  }
  return {
    spawn: (script) => spawn(script, false),
    keep: (parts) => post({ type: 'keep', parts }, []),
    async spawnReady(script) {
      const port = spawn(script, true)
      const starting = deferred<void>()
      waiting.set(spawned, starting)
      await starting.promise
      return port
    },
    kill() {
      supersede()
      post({ type: 'kill' }, [])
    },
    close() {
      supersede()
      frame.remove()
    },
  }
}

function started(
  frame: HTMLIFrameElement,
  onError: (message: string) => void,
  onWorker: (number: number, failure: string | undefined) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('The sandbox for user code did not start.')), PATIENCE)
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.source !== frame.contentWindow || event.source === null) return
      const { type, message, number } = event.data as { type?: unknown; message?: unknown; number?: unknown }
      if (type === 'worker-error') onError(String(message))
      if (type === 'worker') onWorker(Number(number), typeof message === 'string' ? message : undefined)
      if (type !== 'ready') return
      clearTimeout(timeout)
      resolve()
    })
    document.body.append(frame)
  })
}

/** Nothing but the boot script and scripts that the worker makes itself; no network at all. */
async function policy(): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(BOOT))
  const digest = btoa(String.fromCharCode(...new Uint8Array(hash)))
  return `default-src 'none'; script-src 'sha256-${digest}' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'`
}
