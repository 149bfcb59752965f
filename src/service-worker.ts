/// <reference lib="webworker" />
import { reasonOf } from '#base/reason-of.ts'
import {
  emptyResponse,
  type HttpRequestMessage,
  type HttpResponseMessage,
  jsonResponse,
} from '#durable/http-message.ts'
import { isOwnPath } from '#durable/own-paths.ts'
import { route } from '#durable/route.ts'
import { listeningProject } from '#storage/listener.ts'
import { hubName, openHub, projectsWithHub } from '#storage/hub-db.ts'
import { answerWithoutHost, notRunning } from '#storage/stored-status.ts'
import { broadcastPort } from '#wire/broadcast-port.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, HostState } from '#wire/host-calls.ts'
import { hostAnswers } from '#wire/parse-host.ts'
import { limits } from '#wire/limits.ts'
import { toBrowser } from '#wire/to-browser.ts'

declare const self: ServiceWorkerGlobalScope

// The HTTP door in front of the host: `/api`, `/runtime` and `/admin` of this origin belong to the function app that was started last.

const base = new URL('./', self.location.href)

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return
  const path = url.pathname.slice(base.pathname.length)
  if (isOwnPath(path)) return
  event.respondWith(/^(?:api|runtime|admin)(?:\/|$)/i.test(path) ? answerOrSay(event) : answerIfRouted(event, path))
})

/** With another route prefix than `api`, or none, any path may be a function's: the app that runs knows its routes. */
async function answerIfRouted(event: FetchEvent, path: string): Promise<Response> {
  const projectId = await projectOf(event)
  const state = projectId === undefined ? undefined : await liveState(projectId)
  const functions = state?.phase === 'running' ? state.functions : []
  const isRouted = functions.some(({ http }) => http !== undefined && route(http.route).match(path) !== undefined)
  return isRouted ? answerOrSay(event) : fetch(event.request)
}

async function projectOf({ clientId }: FetchEvent): Promise<string | undefined> {
  return (await projectOfClient(clientId)) ?? (await listeningProject())
}

/** What goes wrong on the way is an answer too: else a browser would say no more than that it failed. */
async function answerOrSay(event: FetchEvent): Promise<Response> {
  try {
    return await answer(event)
  } catch (error) {
    const reason = reasonOf(error)
    return toBrowser(jsonResponse(502, { Message: `The functions did not answer: ${reason}` }))
  }
}

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
  const projectId = await projectOf(event)
  const request = await messageOf(event.request)
  if ((request.body?.byteLength ?? 0) > limits.bodyBytes) return toBrowser(emptyResponse(413))
  if (projectId !== undefined && (await liveState(projectId)))
    return toBrowser((await connectionTo(projectId).call('http', { request })).response)
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
 * How the host is that is there to answer, if one is. A tab that is being reloaded still holds its project's lock for a moment and answers
 * nobody any more: so the host is asked for a sign of life first, again and again while the lock is held.
 */
async function liveState(projectId: string): Promise<HostState | undefined> {
  while (await isHosted(projectId)) {
    const silence = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 500))
    const state = await Promise.race([connectionTo(projectId).call('state', {}), silence])
    if (state) return state
  }
  return undefined
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

/** No tab runs the app: what is known can still be read, of this project or else of whichever knows the instance. */
async function withoutHost(projectId: string | undefined, request: HttpRequestMessage): Promise<HttpResponseMessage> {
  let answer = notRunning()
  for (const id of await projectsWithHub(projectId)) {
    const db = openHub(id)
    try {
      answer = await answerWithoutHost(db, request)
    } finally {
      db.close()
    }
    if (answer.status !== 404) break
  }
  return answer
}
