import { type HttpRequestMessage, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'
import { isEntityId } from '#durable/entity.ts'
import { isFinal } from '#durable/instance.ts'
import { shownJson } from '#base/json.ts'
import { statusResponse, statusViewOf } from '#durable/status-json.ts'
import type { FunctionCatalog } from '../functions.ts'
import { InstanceExistsError, type StartRequest } from '../task-hub.ts'
import { badArgument, failure, jsonBody, wrongState } from './answers.ts'
import type { ManagementParts, ManagementRequest, Params } from './management.ts'
import { type HubAddress, managementUrls } from './urls.ts'

export async function start(
  parts: ManagementParts,
  request: ManagementRequest,
  { name = '', instanceId }: Params,
): Promise<HttpResponseMessage> {
  const body = jsonBody(request.message)
  if ('refusal' in body) return body.refusal
  const problem = unknownOrchestrator(parts.catalog, name) ?? (instanceId === undefined ? undefined : badId(instanceId))
  if (problem !== undefined) return badArgument(problem)
  const version = request.query.get('version')
  const wanted = {
    name,
    input: body.json,
    ...(instanceId !== undefined && { instanceId }),
    ...(version !== null && { version }),
  }
  return begin(parts, request, wanted)
}

/** Another run of an instance that there was: same name, same input; a new id unless it is told otherwise. Rule M7. */
export async function restart(
  parts: ManagementParts,
  request: ManagementRequest,
  { instanceId = '' }: Params,
): Promise<HttpResponseMessage> {
  const instance = await parts.hub.statusOf(instanceId)
  const problem = instance
    ? unknownOrchestrator(parts.catalog, instance.name)
    : `An orchestrastion with the instanceId ${instanceId} was not found.` // the extension's own spelling
  if (!instance || problem !== undefined)
    return failure(400, 'InstanceId does not match a valid orchestration instance.', {
      type: 'System.ArgumentException',
      message: problem ?? '',
    })
  const isSame = request.query.get('restartWithNewInstanceId')?.toLowerCase() === 'false'
  const input = instance.input as StartRequest['input']
  return begin(parts, request, { name: instance.name, input, ...(isSame && { instanceId }) })
}

async function begin(
  parts: ManagementParts,
  request: ManagementRequest,
  wanted: StartRequest,
): Promise<HttpResponseMessage> {
  const [timeout, interval] = [secondsOf(request, 'timeout'), secondsOf(request, 'pollingInterval')]
  const waits = timeout !== undefined && interval !== undefined
  if (waits && interval > timeout)
    return badArgument(`Total timeout ${timeout} should be bigger than retry timeout ${interval}`)
  try {
    const id = await parts.hub.start(wanted)
    const ended = waits ? await endOf(parts, request.message, id, { timeout, interval }) : undefined
    return ended ?? checkStatus(parts.address, id)
  } catch (error) {
    if (!(error instanceof InstanceExistsError)) throw error
    return wrongState(error.message)
  }
}

/** The answer that tells where to ask: 202 with the instance's URLs. The host's own has no rewind URL. */
function checkStatus(address: HubAddress, id: string): HttpResponseMessage {
  const { rewindPostUri: _, ...urls } = managementUrls(address, id)
  return jsonResponse(202, urls, [
    ['Location', urls.statusQueryGetUri],
    ['Retry-After', '10'],
  ])
}

/** Rule M5: asks, in real seconds, until the instance has ended; `undefined` when the time is up. */
async function endOf(
  { hub }: ManagementParts,
  message: HttpRequestMessage,
  id: string,
  { timeout, interval }: { timeout: number; interval: number },
): Promise<HttpResponseMessage | undefined> {
  const until = performance.now() + timeout * 1000
  for (;;) {
    const instance = await hub.statusOf(id)
    if (instance?.status === 'Completed') return jsonResponse(200, shownJson(instance.output))
    if (instance && isFinal(instance.status))
      return statusResponse(instance, statusViewOf(new URL(message.url).searchParams), message.url)
    const left = until - performance.now()
    if (left <= 0 || !instance) return undefined
    await new Promise((wake) => setTimeout(wake, Math.min(left, interval * 1000)))
  }
}

function secondsOf({ query }: ManagementRequest, name: string): number | undefined {
  const text = query.get(name)
  const seconds = Number(text)
  return text === null || text.trim() === '' || Number.isNaN(seconds) ? undefined : seconds
}

function unknownOrchestrator(catalog: FunctionCatalog, name: string): string | undefined {
  return catalog.find('orchestrator', name) ? undefined : catalog.unknown('orchestrator', name)
}

/** Rule M2. What is said is what .NET makes of the extension's exceptions, the parameter's name first. */
function badId(instanceId: string): string | undefined {
  if (isEntityId(instanceId)) return "instanceId (Parameter 'Orchestration instance ids must not start with @.')"
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[/\\#?\u0000-\u001F\u007F-\u009F]/.test(instanceId))
    return String.raw`instanceId (Parameter 'Orchestration instance ids must not contain /, \, #, ?, or control characters.')`
  return instanceId.length > 256 ? 'Instance ID lengths must not exceed 256 characters.' : undefined
}
