/** The states an instance can be in, as `df.OrchestrationRuntimeStatus` names them. */
export const OrchestrationRuntimeStatus = {
  Running: 'Running',
  Completed: 'Completed',
  ContinuedAsNew: 'ContinuedAsNew',
  Failed: 'Failed',
  Canceled: 'Canceled',
  Terminated: 'Terminated',
  Pending: 'Pending',
  Suspended: 'Suspended',
} as const

/** An instance's status as the durable client gives it. `history` stays undefined, as in the real one: the wire calls it `historyEvents`. */
export class DurableOrchestrationStatus {
  readonly name: string
  readonly instanceId: string
  readonly createdTime: Date
  readonly lastUpdatedTime: Date
  readonly input: unknown
  readonly output: unknown
  readonly runtimeStatus: string
  readonly customStatus: unknown
  readonly history: unknown

  constructor(init: unknown) {
    if (!isStatus(init))
      throw new TypeError(
        `Failed to construct a DurableOrchestrationStatus object because the initializer had invalid types or missing fields. Initializer received: ${JSON.stringify(init)}`,
      )
    this.name = init.name
    this.instanceId = init.instanceId
    this.createdTime = new Date(init.createdTime)
    this.lastUpdatedTime = new Date(init.lastUpdatedTime)
    this.input = init.input
    this.output = init.output
    this.runtimeStatus = init.runtimeStatus
    this.customStatus = init.customStatus
    this.history = init.history
  }
}

interface StatusInit {
  readonly name: string
  readonly instanceId: string
  readonly createdTime: string
  readonly lastUpdatedTime: string
  readonly input: unknown
  readonly output: unknown
  readonly runtimeStatus: string
  readonly customStatus?: unknown
  readonly history?: unknown
}

function isStatus(value: unknown): value is StatusInit {
  const status = value as Partial<StatusInit> | undefined
  return (
    status !== undefined &&
    [status?.name, status?.instanceId, status?.createdTime, status?.lastUpdatedTime, status?.runtimeStatus].every(
      (field) => typeof field === 'string',
    ) &&
    status.input !== undefined &&
    status.output !== undefined
  )
}
