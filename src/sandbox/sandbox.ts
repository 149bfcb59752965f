import { BOOT } from './boot.ts'

/** The opaque-origin frame in which user code runs. It reaches neither our databases, nor the network, nor the page. */
export interface Sandbox {
  /** Ends the worker that runs, if any, and starts a fresh one of this script; answers with the port to talk to it. */
  spawn(script: string): MessagePort
  /** Ends the worker, also one that holds its thread. */
  kill(): void
  /** Removes the frame with all that runs in it. */
  close(): void
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
  await started(frame, onError)
  const post = (message: unknown, ports: MessagePort[]) => frame.contentWindow?.postMessage(message, '*', ports)
  return {
    spawn(script) {
      const { port1, port2 } = new MessageChannel()
      post({ type: 'spawn', script }, [port2])
      return port1
    },
    kill: () => post({ type: 'kill' }, []),
    close: () => frame.remove(),
  }
}

function started(frame: HTMLIFrameElement, onError: (message: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('The sandbox for user code did not start.')), PATIENCE)
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.source !== frame.contentWindow || event.source === null) return
      const { type, message } = event.data as { type?: unknown; message?: unknown }
      if (type === 'worker-error') onError(String(message))
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
