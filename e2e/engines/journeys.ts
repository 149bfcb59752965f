import { readFolder } from '../../src/commands/try/read-folder.ts'
import type { SourceFile } from '../../src/durable/build.ts'
import type { ClockMode } from '../../src/durable/clock-mode.ts'
import type { Elsewhere } from '../elsewhere.ts'
import { escapes } from '../escapes.ts'
import { type SampleRun, samplesToScrub } from '../samples.ts'
import type { Engine } from './engine.ts'
import type {} from '#app/automation/automation.ts'

/** Where the app is served, and a server of somebody else. */
export interface World {
  readonly origin: string
  readonly elsewhere: Elsewhere
}

/** Throws when something is not as it should be. */
export type Journey = (engine: Engine, world: World) => Promise<void>

/** What is tried in each engine, by name. */
export const journeys: Readonly<Record<string, Journey>> = {
  'user code reaches neither IndexedDB nor the network nor the page': staysIn,
  ...Object.fromEntries(samplesToScrub.map(({ sample, runs }) => [`sample ${sample}`, sampleJourney(sample, runs)])),
  'an instance is there after a reload': survivesReload,
}

async function staysIn(engine: Engine, { origin, elsewhere }: World): Promise<void> {
  await engine.call(async () => void (await caches.open('probe')), null)
  const code = escapes(elsewhere.origin, origin)
  await runApp(engine, [
    { path: 'host.json', text: '{ "version": "2.0" }' },
    { path: 'src/functions/app.js', text: code },
  ])
  const { text } = await send(engine, 'GET', '/api/Escape')
  const { reached } = JSON.parse(text) as { reached: Record<string, string> }
  const escaped = Object.entries(reached).filter(([, outcome]) => outcome !== 'refused')
  if (escaped.length > 0) throw new Error(escaped.map((each) => each.join(' ')).join(', '))
  if (elsewhere.requests.length > 0) throw new Error(`Reached elsewhere: ${elsewhere.requests.join(', ')}`)
}

function sampleJourney(sample: string, runs: readonly SampleRun[]): Journey {
  return async (engine) => {
    await runApp(engine, readFolder(`src/samples/${sample}`))
    for (const run of runs) await completes(engine, run)
  }
}

async function completes(engine: Engine, { request, body, event }: SampleRun): Promise<void> {
  const clock: ClockMode = event === undefined ? 'virtual' : 'real'
  await engine.call((mode) => window.durablePlayground?.setClock(mode), clock)
  const [method = '', url = ''] = request.split(' ')
  const begun = await send(engine, method, url, body)
  const { id, statusQueryGetUri } = JSON.parse(begun.text) as { id: string; statusQueryGetUri: string }
  if (event !== undefined)
    await send(engine, 'POST', `/runtime/webhooks/durabletask/instances/${id}/raiseEvent/${event.name}`, event.data)
  const status = await finalStatus(engine, statusQueryGetUri)
  if (status !== 'Completed') throw new Error(`${request}: ${status}`)
}

async function survivesReload(engine: Engine, { origin }: World): Promise<void> {
  await runApp(engine, readFolder('src/samples/hello-cities-typescript'))
  await completes(engine, { request: 'POST /api/StartChaining', stops: [] })
  await open(engine, `${origin}/${await engine.call(() => location.hash, null)}`)
  const listed = await engine.call(async () => {
    const deadline = Date.now() + 20_000
    while (!document.querySelector('[role=listbox] [role=option]') && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 100))
    return document.querySelector('[role=listbox] [role=option]')?.textContent ?? ''
  }, null)
  if (!listed.includes('Completed')) throw new Error(`The list of instances says: ${listed}`)
}

/** Opens the app and waits until a program can work with it. */
export async function open(engine: Engine, url: string): Promise<void> {
  await engine.goTo('about:blank')
  await engine.goTo(url)
  const isReady = await engine.call(async () => {
    const deadline = Date.now() + 30_000
    while ((!window.durablePlayground || !navigator.serviceWorker.controller) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50))
    return window.durablePlayground !== undefined && navigator.serviceWorker.controller !== null
  }, null)
  if (!isReady) throw new Error('The page is not ready after half a minute.')
}

async function runApp(engine: Engine, files: readonly SourceFile[]): Promise<void> {
  const result = await engine.call(async (given) => {
    await window.durablePlayground?.importFolder('app', given)
    return window.durablePlayground?.run()
  }, files)
  if (!result?.ok) throw new Error(JSON.stringify(result))
}

function send(engine: Engine, method: string, url: string, body?: unknown) {
  const given = { method, url, body: body === undefined ? undefined : JSON.stringify(body) }
  return engine.call(async (request) => {
    const headers = { 'Content-Type': 'application/json' }
    const init = { method: request.method, ...(request.body && { body: request.body, headers }) }
    const response = await fetch(request.url, init)
    return { status: response.status, text: await response.text() }
  }, given)
}

function finalStatus(engine: Engine, url: string): Promise<string> {
  return engine.call(async (address) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const { runtimeStatus } = (await (await fetch(address)).json()) as { runtimeStatus: string }
      if (!['Pending', 'Running'].includes(runtimeStatus) || Date.now() > deadline) return runtimeStatus
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }, url)
}
