import { type HttpRequestMessage, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'
import { decodedPart } from '#durable/route.ts'
import { notFound, statusResponse, statusViewOf } from '#durable/status-json.ts'
import type { HubDb } from './hub-db.ts'
import { historyOf } from './queries.ts'

const STATUS_PATH = /\/runtime\/webhooks\/durabletask\/instances\/([^/]+)\/?$/

/** What is answered while no host runs the app: an instance's status, from the database alone. All else has to wait: 503. */
export async function answerWithoutHost(db: HubDb, request: HttpRequestMessage): Promise<HttpResponseMessage> {
  const instanceId = statusAskedFor(request)
  return instanceId === undefined ? notRunning() : storedStatus(db, instanceId, request.url)
}

/** A new one each time: its body moves to whoever asked. */
export function notRunning(): HttpResponseMessage {
  return jsonResponse(503, {
    Message: 'These functions run in a browser, and nothing runs them now. Open the playground and press Run.',
  })
}

/** Whose status a request asks for, if it asks for one. */
function statusAskedFor({ method, url }: HttpRequestMessage): string | undefined {
  const id = method === 'GET' ? STATUS_PATH.exec(new URL(url).pathname)?.[1] : undefined
  return id === undefined ? undefined : decodedPart(id)
}

async function storedStatus(db: HubDb, instanceId: string, url: string): Promise<HttpResponseMessage> {
  const instance = await db.instances.get(instanceId)
  if (!instance) return notFound()
  const view = statusViewOf(new URL(url).searchParams)
  const isTold = view.showHistory && instance.status !== 'Pending'
  return statusResponse(instance, view, url, isTold ? await historyOf(db, instanceId, instance.executionId) : undefined)
}
