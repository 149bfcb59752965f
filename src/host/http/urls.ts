/** Where the durable webhooks are, below the app's base. */
export const WEBHOOKS = 'runtime/webhooks/durabletask'

/** What a durable client is told of this host's addresses. */
export interface HubAddress {
  /** The app's own address with a slash at its end, such as `http://localhost:7071/`. */
  readonly base: string
  /** `hubName` of host.json, as URLs show it. */
  readonly taskHub: string
  /** The system key that management URLs carry. */
  readonly code: string
}

/** Where the language worker's durable client sends its requests: never a network address, the one HTTP door. */
export const RPC_BASE = 'http://127.0.0.1:17071/durabletask/'

const actions = {
  statusQueryGetUri: '',
  sendEventPostUri: '/raiseEvent/{eventName}',
  terminatePostUri: '/terminate?reason={text}',
  rewindPostUri: '/rewind?reason={text}',
  purgeHistoryDeleteUri: '',
  restartPostUri: '/restart',
  suspendPostUri: '/suspend?reason={text}',
  resumePostUri: '/resume?reason={text}',
} as const

/** The management URLs of an instance, in the order of the extension. `id` may be the placeholder of a binding. */
export function managementUrls(address: HubAddress, id: string): Record<'id' | keyof typeof actions, string> {
  const urls = Object.entries(actions).map(([name, action]) => {
    const url = `${address.base}${WEBHOOKS}/instances/${id}${action}`
    return [name, `${url}${url.includes('?') ? '&' : '?'}${queryOf(address)}`]
  })
  return { id, ...Object.fromEntries(urls) } as ReturnType<typeof managementUrls>
}

/** What the `durableClient` binding gives to a function (durable-functions.md 2.7). */
export function clientBinding(address: HubAddress): string {
  const start = `${address.base}${WEBHOOKS}/orchestrators/{functionName}[/{instanceId}]`
  return JSON.stringify({
    taskHubName: address.taskHub,
    creationUrls: {
      createNewInstancePostUri: `${start}?code=${address.code}`,
      createAndWaitOnNewInstancePostUri: `${start}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${address.code}`,
    },
    managementUrls: managementUrls(address, 'INSTANCEID'),
    baseUrl: `${address.base}${WEBHOOKS}`,
    requiredQueryStringParameters: queryOf(address),
    rpcBaseUrl: RPC_BASE,
    httpBaseUrl: `${address.base}${WEBHOOKS}`,
  })
}

function queryOf({ taskHub, code }: HubAddress): string {
  return `taskHub=${encodeURIComponent(taskHub)}&connection=Storage&code=${code}`
}
