import { Buffer } from 'buffer'
import { createConsole } from './console.ts'
import { installClock } from './clock.ts'
import { fetchThroughHost } from './fetch.ts'
import { installFetchClasses } from './fetch-classes.ts'
import { randomUUID } from './node/crypto.ts'
import { completeBuffer } from './node/buffer.ts'
import process from './node/process.ts'
import * as timers from './node/timers.ts'
import util from './node/util.ts'
import { subtleCrypto } from './subtle-crypto.ts'
import { watchGlobals } from './uses/watched-globals.ts'

/** What a browser's worker has and Node.js has not, and what would only fail here. Taken away, so that code that asks first finds out. */
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

/**
 * Makes the global scope of the language worker look like Node.js to user code. No wall: the opaque frame is that.
 * Call it before any user code, and before anything that reads `process`.
 */
export function installGlobals(): void {
  const scope = globalThis as unknown as Record<string, unknown>
  completeBuffer(Buffer)
  const { promises, ...ofNode } = timers
  Object.assign(scope, { global: globalThis, process, Buffer, ...ofNode })
  replace(scope, 'console', createConsole())
  replace(scope, 'fetch', fetchThroughHost)
  for (const name of absent) replace(scope, name, undefined)
  installClock()
  installFetchClasses(globalThis)
  completeCrypto()
  watchGlobals(globalThis)
  Object.assign(globalThis.setTimeout, { [util.promisify.custom]: promises.setTimeout })
  Object.assign(globalThis.setImmediate, { [util.promisify.custom]: promises.setImmediate })
}

/** The sandbox is no secure context in every browser: there these are missing. */
function completeCrypto(): void {
  if (!('randomUUID' in crypto)) replace(crypto, 'randomUUID', randomUUID)
  if (!crypto.subtle) replace(crypto, 'subtle', subtleCrypto)
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false })
}
