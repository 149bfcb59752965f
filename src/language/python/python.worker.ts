import { toWire } from '#base/wire-error.ts'
import { reportStrayErrors } from '../javascript/stray-errors.ts'
import { installGlobals } from './globals.ts'
import { type PyodideParts, PyodideStarter } from './start-pyodide.ts'
import { startWorker } from './start-worker.ts'

const tellFrame = globalThis.postMessage.bind(globalThis)
installGlobals()
reportStrayErrors()

interface Start {
  readonly type: 'start'
  readonly parts: PyodideParts
}

/**
 * The first message brings the host's port and Pyodide; later ones are not for us. The frame hears once how it went, before
 * the host has the port and so before any user code: what it hears then it may keep for the next worker.
 */
addEventListener('message', function start({ data, ports: [port] }: MessageEvent<Start | null>) {
  if (data?.type !== 'start' || !port) return
  removeEventListener('message', start as EventListener)
  const starter = new PyodideStarter(data.parts)
  startWorker(port, () => starter.start()).then(
    () => tellFrame({ keep: data.parts.snapshot ? {} : { snapshot: starter.snapshot } }),
    (error: unknown) => tellFrame({ failure: toWire(error).message }),
  )
})
