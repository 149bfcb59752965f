import { installGlobals } from './globals.ts'
import { startWorker } from './start-worker.ts'

const runScript = globalThis.importScripts.bind(globalThis)
installGlobals()

/** A blob of its own for each script: user code is text, and text may not be evaluated here. */
function runBlob(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  try {
    runScript(url)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The first message brings the host's port; later ones are not for us. */
addEventListener('message', function start({ data, ports: [port] }: MessageEvent<{ type?: unknown } | null>) {
  if (data?.type !== 'start' || !port) return
  removeEventListener('message', start as EventListener)
  startWorker(port, runBlob)
})
