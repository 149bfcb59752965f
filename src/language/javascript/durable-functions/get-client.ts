import { allWithOrigin, type ClientData, isClientData } from './client-data.ts'
import { DurableClient } from './client.ts'

/** The part of an InvocationContext that tells what the durable client binding brought. */
export interface ClientContext {
  readonly options: { readonly extraInputs: readonly { readonly type: string; readonly name: string }[] }
  readonly extraInputs: { get(inputOrName: string): unknown }
}

const localOrigin = 'http://localhost:7071'

/** The durable client of an invocation; throws when its function has no such input. */
export function getClient(context: ClientContext): DurableClient {
  const input = context.options.extraInputs.find(isDurableClientInput)
  if (!input)
    throw new Error(
      'Could not find a registered durable client input binding. Check your extraInputs definition when registering your function.',
    )
  const data = context.extraInputs.get(input.name)
  if (!isClientData(data))
    throw new Error(
      'Received input is not a valid durable client input. Check your extraInputs definition when registering your function.',
    )
  const host = process.env['WEBSITE_HOSTNAME']
  return new DurableClient(!host || host.includes('0.0.0.0') ? atLocalOrigin(data) : data)
}

export function isDurableClientInput(input: { readonly type: string }): boolean {
  return input.type === 'durableClient' || input.type === 'orchestrationClient'
}

/** Without a host name of its own an app says `http://localhost:7071`, as Core Tools answers there. */
function atLocalOrigin(data: ClientData): ClientData {
  return {
    ...data,
    creationUrls: allWithOrigin(data.creationUrls, localOrigin),
    managementUrls: allWithOrigin(data.managementUrls, localOrigin),
  }
}
