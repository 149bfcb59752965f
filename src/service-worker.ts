/// <reference lib="webworker" />
import {
  emptyResponse,
  type HttpRequestMessage,
  type HttpResponseMessage,
  jsonResponse,
} from '#durable/http-message.ts'
import { listeningProject } from '#storage/listener.ts'
import { hubName, openHub } from '#storage/hub-db.ts'
import { statusAskedFor, storedStatus } from '#storage/stored-status.ts'
import { broadcastPort } from '#wire/broadcast-port.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls } from '#wire/host-calls.ts'
import { hostAnswers } from '#wire/parse-host.ts'
import { limits } from '#wire/limits.ts'
import { toBrowser } from '#wire/to-browser.ts'

declare const self: ServiceWorkerGlobalScope

// The HTTP door in front of the host: `/api` and `/runtime` of this origin belong to the function app that was started last.

const base = new URL('./', self.location.href)

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return
  const path = url.pathname.slice(base.pathname.length)
  if (!/^(?:api|runtime)(?:\/|$)/.test(path)) return
  event.respondWith(answer(event))
})

async function answer(event: FetchEvent): Promise<Response> {
  // A user's page must not become a script, worker or style of ours.
  if (
    ['script', 'style', 'worker', 'sharedworker', 'serviceworker', 'audioworklet', 'paintworklet'].includes(
      event.request.destination,
    )
  )
    return toBrowser(
      jsonResponse(403, { Message: 'A function cannot answer with a script, a worker or a style of this site.' }),
    )
  const projectId = (await projectOfClient(event.clientId)) ?? (await listeningProject())
  if (projectId === undefined) return toBrowser(nobody())
  const request = await messageOf(event.request)
  if ((request.body?.byteLength ?? 0) > limits.bodyBytes) return toBrowser(emptyResponse(413))
  if (await answers(projectId)) return toBrowser((await connectionTo(projectId).call('http', { request })).response)
  return toBrowser(await withoutHost(projectId, request))
}

/** A fetch from one of our pages goes to that page's own project; the page knows which. */
async function projectOfClient(clientId: string): Promise<string | undefined> {
  const client = clientId === '' ? undefined : await self.clients.get(clientId)
  if (!client || client.type !== 'window' || !isOurPage(client.url)) return undefined
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    const timeout = setTimeout(() => resolve(undefined), 500)
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(timeout)
      resolve(typeof data === 'string' ? data : undefined)
    }
    client.postMessage({ type: 'which project' }, [port2])
  })
}

function isOurPage(url: string): boolean {
  const { pathname } = new URL(url)
  return pathname === base.pathname || pathname === `${base.pathname}index.html`
}

const connections = new Map<string, Connection<HostCalls>>()

function connectionTo(projectId: string): Connection<HostCalls> {
  const known = connections.get(projectId)
  if (known) return known
  const opened = connect<HostCalls>(broadcastPort(new BroadcastChannel(hubName(projectId)), 'asker'), hostAnswers)
  connections.set(projectId, opened)
  return opened
}

async function isHosted(projectId: string): Promise<boolean> {
  const { held = [] } = await self.navigator.locks.query()
  return held.some((lock) => lock.name === hubName(projectId))
}

/**
 * Whether a host is there to answer. A tab that is being reloaded still holds its project's lock for a moment and answers
 * nobody any more: so the host is asked for a sign of life first, again and again while the lock is held.
 */
async function answers(projectId: string): Promise<boolean> {
  while (await isHosted(projectId)) {
    const silence = new Promise<false>((resolve) => setTimeout(() => resolve(false), 500))
    const sign = connectionTo(projectId)
      .call('state', {})
      .then(() => true)
    if (await Promise.race([sign, silence])) return true
  }
  return false
}

async function messageOf(request: Request): Promise<HttpRequestMessage> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const body = hasBody ? await request.arrayBuffer() : null
  return {
    method: request.method,
    url: request.url,
    headers: [...request.headers],
    body: body?.byteLength ? body : null,
  }
}

/** No tab runs the app: what is known can still be read. */
async function withoutHost(projectId: string, request: HttpRequestMessage): Promise<HttpResponseMessage> {
  const instanceId = statusAskedFor(request)
  if (instanceId === undefined) return nobody()
  const db = openHub(projectId)
  try {
    return await storedStatus(db, instanceId, request.url)
  } finally {
    db.close()
  }
}

function nobody(): HttpResponseMessage {
  return jsonResponse(503, {
    Message: 'These functions run in the browser and no tab runs them now. Open the playground and press Run.',
  })
}
