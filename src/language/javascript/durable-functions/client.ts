import { HttpResponse } from '@azure/functions'
import { type ClientData, withOrigin } from './client-data.ts'
import type { EntityId } from './entity-id.ts'
import { EntityStateResponse } from './entity-state-response.ts'
import { askHost, type HostAnswer } from './host-http.ts'
import { DurableOrchestrationStatus, OrchestrationRuntimeStatus } from './orchestration-status.ts'

interface TaskHubOptions {
  readonly taskHubName?: string
  readonly connectionName?: string
}

interface StatusOptions extends TaskHubOptions {
  readonly showHistory?: boolean
  readonly showHistoryOutput?: boolean
  readonly showInput?: boolean
}

interface Filter {
  readonly createdTimeFrom?: Date
  readonly createdTimeTo?: Date
  readonly runtimeStatus?: readonly string[]
}

interface StartOptions {
  readonly instanceId?: string
  readonly input?: unknown
  readonly version?: string
}

interface WaitOptions {
  readonly timeoutInMilliseconds?: number
  readonly retryIntervalInMilliseconds?: number
}

/**
 * The durable client of durable-functions 3.5: the same requests for the same calls, the same results and errors
 * for the same answers, quirks included (nothing is escaped, `showInput: false` is not sent).
 * Its requests go through the host's HTTP door instead of over a network.
 */
export class DurableClient {
  readonly taskHubName: string
  readonly #data: ClientData
  readonly #base: string

  constructor(data: ClientData) {
    if (!data) throw new TypeError(`clientData: Expected OrchestrationClientInputData but got ${typeof data}`)
    if (!data.rpcBaseUrl) throw new TypeError('clientData: this client needs an rpcBaseUrl')
    this.#data = data
    this.#base = data.rpcBaseUrl
    this.taskHubName = data.taskHubName
  }

  createCheckStatusResponse(request: { readonly url: string } | undefined, instanceId: string): HttpResponse {
    const payload = this.#links(request, instanceId)
    return new HttpResponse({
      status: 202,
      jsonBody: payload,
      headers: {
        'Content-Type': 'application/json',
        Location: payload['statusQueryGetUri'] ?? '',
        'Retry-After': '10',
      },
    })
  }

  createHttpManagementPayload(instanceId: string): Record<string, string> {
    return this.#links(undefined, instanceId)
  }

  async getStatus(instanceId: string, options: StatusOptions = {}): Promise<DurableOrchestrationStatus> {
    const response = await this.#status({ instanceId, ...options })
    switch (response.status) {
      case 200:
      case 202:
      case 400:
        return statusOf(response)
      case 404: {
        const details = response.data ? ` Details: ${JSON.stringify(response.data)}` : ''
        throw new Error(
          'DurableClient error: Durable Functions extension replied with HTTP 404 response. ' +
            `This usually means we could not find any data associated with the instanceId provided: ${instanceId}.${details}`,
        )
      }
      default:
        throw unexpected(response)
    }
  }

  async getStatusAll(): Promise<unknown> {
    return onlyOk(await this.#status({}))
  }

  async getStatusBy(filter: Filter): Promise<unknown> {
    return onlyOk(await this.#status(filter))
  }

  async purgeInstanceHistory(instanceId: string): Promise<unknown> {
    return purged(await askHost('DELETE', this.#url(`instances/${instanceId}`)))
  }

  async purgeInstanceHistoryBy(filter: Filter): Promise<unknown> {
    return purged(await askHost('DELETE', this.#url('instances/', filterQuery(filter))))
  }

  async raiseEvent(
    instanceId: string,
    eventName: string,
    eventData?: unknown,
    options: TaskHubOptions = {},
  ): Promise<void> {
    if (!eventName) throw new Error('eventName must be a valid string.')
    const url = this.#url(`instances/${instanceId}/raiseEvent/${eventName}`, hubQuery(options))
    accepted(await askHost('POST', url, { body: JSON.stringify(eventData) }), instanceId)
  }

  async readEntityState(entityId: EntityId, options: TaskHubOptions = {}): Promise<EntityStateResponse> {
    const response = await askHost('GET', this.#url(`entities/${entityId.name}/${entityId.key}`, hubQuery(options)))
    if (response.status === 200) return new EntityStateResponse(true, response.data)
    if (response.status === 404) return new EntityStateResponse(false)
    throw unexpected(response)
  }

  async rewind(instanceId: string, reason: string, options: TaskHubOptions = {}): Promise<void> {
    const url = this.#url(`instances/${instanceId}/rewind`, [`reason=${reason}`, ...hubQuery(options)])
    const response = await askHost('POST', url)
    if (response.status === 202) return
    const fallback = rewindRefusals(instanceId)[response.status]
    throw fallback === undefined ? unexpected(response) : new Error((response.data as string) || fallback)
  }

  async signalEntity(
    entityId: EntityId,
    operationName?: string,
    operationContent?: unknown,
    options: TaskHubOptions = {},
  ): Promise<void> {
    const query = [...(operationName ? [`op=${operationName}`] : []), ...hubQuery(options)]
    const url = this.#url(`entities/${entityId.name}/${entityId.key}`, query)
    const response = await askHost('POST', url, { body: JSON.stringify(operationContent) })
    if (response.status !== 202) throw unexpected(response)
  }

  async startNew(orchestratorFunctionName: string, options?: StartOptions): Promise<string> {
    if (!orchestratorFunctionName) throw new Error('orchestratorFunctionName must be a valid string.')
    const instancePath = options?.instanceId ? `/${options.instanceId}` : ''
    const url = new URL(`orchestrators/${orchestratorFunctionName}${instancePath}`, this.#base)
    if (options?.version) url.searchParams.append('version', options.version)
    const body = options?.input === undefined ? '' : JSON.stringify(options.input)
    const response = await askHost('POST', url.href, { body })
    if (response.data && response.status <= 202) return (response.data as { id: string }).id
    throw unexpected(response)
  }

  async terminate(instanceId: string, reason: string): Promise<void> {
    await this.#command('terminate', instanceId, reason)
  }

  async suspend(instanceId: string, reason: string): Promise<void> {
    await this.#command('suspend', instanceId, reason)
  }

  async resume(instanceId: string, reason: string): Promise<void> {
    await this.#command('resume', instanceId, reason)
  }

  /** Asks for the status until it is final or the time is up; both times in real milliseconds. */
  async waitForCompletionOrCreateCheckStatusResponse(
    request: { readonly url: string } | undefined,
    instanceId: string,
    { timeoutInMilliseconds: limit = 10_000, retryIntervalInMilliseconds: interval = 1000 }: WaitOptions = {},
  ): Promise<HttpResponse> {
    if (interval > limit)
      throw new Error(`Total timeout ${limit} (ms) should be bigger than retry timeout ${interval} (ms)`)
    const started = performance.now()
    for (;;) {
      const ended = endOf(await this.getStatus(instanceId))
      if (ended) return ended
      const remaining = limit - (performance.now() - started)
      if (remaining <= 0) return this.createCheckStatusResponse(request, instanceId)
      await new Promise((wake) => setTimeout(wake, Math.min(remaining, interval)))
    }
  }

  async #command(verb: string, instanceId: string, reason: string): Promise<void> {
    accepted(await askHost('POST', this.#url(`instances/${instanceId}/${verb}?reason=${reason}`)), instanceId)
  }

  /** One answer for all pages: the host says in a header whether there are more. */
  async #status(options: StatusOptions & Filter & { readonly instanceId?: string }): Promise<HostAnswer> {
    const query = [...hubQuery(options), ...shown(options), ...filterQuery(options)]
    const url = this.#url(`instances/${options.instanceId || ''}`, query)
    let answer = await askHost('GET', url)
    while (answer.continuationToken) {
      const next = await askHost('GET', url, { continuationToken: answer.continuationToken })
      answer = { ...next, data: (answer.data as unknown[]).concat(next.data) }
    }
    return answer
  }

  #url(path: string, query: readonly string[] = []): string {
    return new URL(query.length > 0 ? `${path}?${query.join('&')}` : path, this.#base).href
  }

  #links(request: { readonly url: string } | undefined, instanceId: string): Record<string, string> {
    const { managementUrls } = this.#data
    const moved = (text: string) => (request?.url === undefined ? text : withOrigin(text, request.url))
    const entries = Object.entries(managementUrls).map(([name, text]) => [
      name,
      moved(text).replace(managementUrls['id'] ?? '', instanceId),
    ])
    return Object.fromEntries(entries) as Record<string, string>
  }
}

const hubQuery = ({ taskHubName, connectionName }: TaskHubOptions): string[] => [
  ...(taskHubName ? [`taskHub=${taskHubName}`] : []),
  ...(connectionName ? [`connection=${connectionName}`] : []),
]

const shown = ({ showHistory, showHistoryOutput, showInput }: StatusOptions): string[] =>
  Object.entries({ showHistory, showHistoryOutput, showInput })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${value}`)

const filterQuery = ({ createdTimeFrom, createdTimeTo, runtimeStatus }: Filter): string[] => [
  ...(createdTimeFrom ? [`createdTimeFrom=${createdTimeFrom.toISOString()}`] : []),
  ...(createdTimeTo ? [`createdTimeTo=${createdTimeTo.toISOString()}`] : []),
  ...(runtimeStatus && runtimeStatus.length > 0 ? [`runtimeStatus=${runtimeStatus.map(String).join(',')}`] : []),
]

function statusOf({ status, data }: HostAnswer): DurableOrchestrationStatus {
  if (!data)
    throw new Error(
      `DurableClient error: the Durable Functions extension replied with an empty HTTP ${status} response.`,
    )
  try {
    return new DurableOrchestrationStatus(data)
  } catch (error) {
    throw new Error(
      `DurableClient error: could not construct a DurableOrchestrationStatus object using the data received from the Durable Functions extension: ${(error as Error).message}`,
    )
  }
}

/** The response for an instance that has ended; a failed one answers 500, unlike the HTTP API. */
function endOf(status: DurableOrchestrationStatus): HttpResponse | undefined {
  switch (status.runtimeStatus) {
    case OrchestrationRuntimeStatus.Completed:
      return jsonResponse(200, status.output)
    case OrchestrationRuntimeStatus.Canceled:
    case OrchestrationRuntimeStatus.Terminated:
      return jsonResponse(200, status)
    case OrchestrationRuntimeStatus.Failed:
      return jsonResponse(500, status)
    default:
      return undefined
  }
}

function jsonResponse(status: number, jsonBody: unknown): HttpResponse {
  return new HttpResponse({ status, jsonBody, headers: { 'Content-Type': 'application/json' } })
}

function onlyOk(response: HostAnswer): unknown {
  if (response.status === 200) return response.data
  throw unexpected(response)
}

function purged(response: HostAnswer): unknown {
  return response.status === 404 ? { instancesDeleted: 0 } : onlyOk(response)
}

/** 410, the instance has ended, passes without a word, as in the real client. */
function accepted(response: HostAnswer, instanceId: string): void {
  if (response.status === 202 || response.status === 410) return
  throw response.status === 404 ? new Error(`No instance with ID '${instanceId}' found.`) : unexpected(response)
}

function rewindRefusals(instanceId: string): Readonly<Record<number, string>> {
  return {
    404: `No instance with ID '${instanceId}' found.`,
    412: 'The rewind operation is only supported on failed orchestration instances.',
    501: 'The rewind operation is not supported by the underlying storage provider.',
  }
}

function unexpected({ status, data }: HostAnswer): Error {
  return new Error(`The operation failed with an unexpected status code: ${status}. Details: ${JSON.stringify(data)}`)
}
