import { fileURLToPath } from 'node:url'
import { type Transferable as TransferListItem, Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import { bundle } from '#commands/build/bundle.ts'
import { nodeInABrowser } from '#commands/build/node-in-a-browser.ts'
import type { StartJavascript } from './whole-app.ts'

/** What the language worker's script finds in a browser and not in a thread of Node. */
const prelude = `
  const { parentPort } = require('node:worker_threads'), { runInThisContext } = require('node:vm')
  globalThis.Blob = class { constructor(parts) { this.text = parts.join('') } }
  URL.createObjectURL = ({ text }) => text
  globalThis.importScripts = (text) => runInThisContext(text)
  globalThis.removeEventListener = () => {}
  globalThis.addEventListener = (type, run) => {
    if (type === 'message') parentPort.once('message', (port) => run({ data: { type: 'start' }, ports: [port] }))
  };
`

/** The language worker's real script, to be started in threads of their own: user code may hold one for ever. */
export async function onThreads(): Promise<StartJavascript> {
  const input = fileURLToPath(new URL('../language/javascript/javascript.worker.ts', import.meta.url))
  const { code } = await bundle({ input, alias: nodeInABrowser, output: { format: 'iife', keepNames: true } })
  return (port) => {
    const thread = new Worker(prelude + code, { eval: true })
    const end = () => void thread.terminate()
    onTestFinished(end)
    thread.postMessage(port, [port as TransferListItem])
    return end
  }
}
