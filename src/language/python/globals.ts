import { createConsole } from '../javascript/console.ts'
import { fetchThroughHost } from '../javascript/fetch.ts'
import { installClock } from '../javascript/clock.ts'
import { randomUUID } from '../javascript/node/crypto.ts'
import { subtleCrypto } from '../javascript/subtle-crypto.ts'

/** What Python's `js` module would show and what would only fail here. No wall: the opaque frame is that. */
const absent = [
  'XMLHttpRequest',
  'EventSource',
  'WebSocket',
  'WebTransport',
  'indexedDB',
  'caches',
  'Worker',
  'SharedWorker',
  'importScripts',
]

/** Hub time for Python, whose clock is `Date`; its console ours; what a frame of no origin lacks. Before Pyodide starts. */
export function installGlobals(): void {
  for (const name of absent) replace(globalThis, name, undefined)
  replace(globalThis, 'console', createConsole())
  replace(globalThis, 'fetch', fetchThroughHost)
  if (!('randomUUID' in crypto)) replace(crypto, 'randomUUID', randomUUID)
  if (!crypto.subtle) replace(crypto, 'subtle', subtleCrypto)
  installClock()
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false })
}
