import { app, type FunctionInput } from '@azure/functions'
import { type ClientContext, getClient, isDurableClientInput } from './get-client.ts'
import { durableClient } from './input.ts'

// `df.app.client.*`: functions of any trigger whose handler is given a durable client besides.

type ClientHandler = (trigger: unknown, client: unknown, context: unknown) => unknown

interface ClientOptions {
  readonly handler: ClientHandler
  extraInputs?: FunctionInput[]
}

type Register = (name: string, options: never) => void
type RegisterClient = (name: string, options: ClientOptions) => void

export const http = registering((name, options) => app.http(name, options))
export const timer = registering((name, options) => app.timer(name, options))
export const storageBlob = registering((name, options) => app.storageBlob(name, options))
export const storageQueue = registering((name, options) => app.storageQueue(name, options))
export const serviceBusQueue = registering((name, options) => app.serviceBusQueue(name, options))
export const serviceBusTopic = registering((name, options) => app.serviceBusTopic(name, options))
export const eventHub = registering((name, options) => app.eventHub(name, options))
export const eventGrid = registering((name, options) => app.eventGrid(name, options))
export const cosmosDB = registering((name, options) => app.cosmosDB(name, options))
export const generic = registering((name, options) => app.generic(name, options))

/** The options keep the client input that they get here, as in the real module: two functions may share one options object. */
function registering(register: Register): RegisterClient {
  return (name, options) => {
    options.extraInputs ??= []
    if (!options.extraInputs.some(isDurableClientInput)) options.extraInputs.push(durableClient())
    const { handler } = options
    const withClient = (trigger: unknown, context: ClientContext) => handler(trigger, getClient(context), context)
    register(name, { ...options, handler: withClient } as never)
  }
}
