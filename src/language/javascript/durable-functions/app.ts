import { app, type FunctionOptions } from '@azure/functions'
import type { Task } from '#replay/task.ts'
import { createEntity } from './entity.ts'
import { withExceptionProperties } from './exception-properties.ts'
import { createOrchestrator } from './orchestrator.ts'
import type { OrchestrationHandler } from './orchestrator-run.ts'
import { registeredActivityTask, registeredOrchestrationTask } from './registered-task.ts'
import * as trigger from './trigger.ts'

// `df.app`: registers durable functions through `@azure/functions`, as the real module does.

type Handler = (...args: never[]) => unknown
type AnyHandler = (...args: unknown[]) => unknown
type Options<H> = Omit<Partial<FunctionOptions>, 'handler'> & { readonly handler: H }

type EntityHandler = Parameters<typeof createEntity>[0]

/** Gives back a function that makes tasks to call it as a sub-orchestration. */
export function orchestration(
  name: string,
  handlerOrOptions: OrchestrationHandler | Options<OrchestrationHandler>,
): (input?: unknown, instanceId?: string) => Task {
  const options = optionsOf(handlerOrOptions)
  app.generic(name, {
    trigger: trigger.orchestration(),
    ...options,
    handler: createOrchestrator(options.handler) as AnyHandler,
  })
  return (input, instanceId) => registeredOrchestrationTask(name, input, instanceId)
}

export function entity(name: string, handlerOrOptions: EntityHandler | Options<EntityHandler>): void {
  const options = optionsOf(handlerOrOptions)
  app.generic(name, { trigger: trigger.entity(), ...options, handler: createEntity(options.handler) })
}

/** Gives back a function that makes tasks to call it. */
export function activity(name: string, options: Options<Handler>): (input?: unknown) => Task {
  app.generic(name, { trigger: trigger.activity(), ...options, handler: wrapActivityHandler(options.handler) })
  return (input) => registeredActivityTask(name, input)
}

export const wrapActivityHandler = (handler: Handler) =>
  withExceptionProperties(handler as (...args: unknown[]) => unknown)

export { setExceptionPropertiesProvider } from './exception-properties.ts'
export * as client from './app-client.ts'

function optionsOf<H extends Handler>(handlerOrOptions: H | Options<H>): Options<H> {
  return typeof handlerOrOptions === 'function' ? { handler: handlerOrOptions } : handlerOrOptions
}
