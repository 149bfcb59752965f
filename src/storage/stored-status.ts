import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { notFound, statusResponse, statusViewOf } from '#durable/status-json.ts'
import type { HubDb } from './hub-db.ts'
import { historyOf } from './queries.ts'

const STATUS_PATH = /\/runtime\/webhooks\/durabletask\/instances\/([^/]+)\/?$/

/** Whose status a request asks for, if it asks for one. */
export function statusAskedFor({ method, url }: HttpRequestMessage): string | undefined {
  const id = method === 'GET' ? STATUS_PATH.exec(new URL(url).pathname)?.[1] : undefined
  return id === undefined ? undefined : decodeURIComponent(id)
}

/** An instance's status from the database alone: what can be told while no host runs the app. */
export async function storedStatus(db: HubDb, instanceId: string, url: string): Promise<HttpResponseMessage> {
  const instance = await db.instances.get(instanceId)
  if (!instance) return notFound()
  const view = statusViewOf(new URL(url).searchParams)
  const isTold = view.showHistory && instance.status !== 'Pending'
  return statusResponse(instance, view, url, isTold ? await historyOf(db, instanceId, instance.executionId) : undefined)
}
