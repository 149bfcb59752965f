import { toWire } from '#base/wire-error.ts'
import { reportStrayErrors } from '../javascript/stray-errors.ts'
import { installGlobals } from './globals.ts'
import { pyodideFrom, type PyodideParts } from './start-pyodide.ts'
import { startWorker } from './start-worker.ts'

const tellFrame = globalThis.postMessage.bind(globalThis)
installGlobals()
reportStrayErrors()

/** The first message brings the host's port and Pyodide; later ones are not for us. The frame hears once how it went. */
addEventListener('message', function start({ data, ports: [port] }: MessageEvent<Start | null>) {
  if (data?.type !== 'start' || !port) return
  removeEventListener('message', start as EventListener)
  startWorker(port, pyodideFrom(data.parts)).then(
    () => tellFrame({ type: 'ready' }),
    (error: unknown) => tellFrame({ type: 'failed', message: toWire(error).message }),
  )
})

interface Start {
  readonly type: 'start'
  readonly parts: PyodideParts
}
