import { asCall } from './current-call.ts'
import type { CoreInvocationContext, FunctionCallback, InvocationModel, RpcTypedData } from './core-types.ts'
import { writeCoreLog } from './core-log.ts'
import { functionApp, type RegisteredFunction, registeredFunction, runHooks, SystemError } from './functions-app.ts'
import { withReadOnly } from './hook-context.ts'
import { fromRpc, toRpc } from './binding-value.ts'
import type { BindingValue, LanguageCalls } from '#wire/language-calls.ts'

type Invocation = LanguageCalls['invoke']['ask']
type Outcome = LanguageCalls['invoke']['answer']

/**
 * One invocation, step by step as Azure's Node.js worker does it: arguments, pre-invocation hooks, the function,
 * post-invocation hooks, response. Rejects with the function's own error, made an `Error` where it was none.
 */
export async function invokeFunction(invocation: Invocation): Promise<Outcome> {
  const { callId, functionName } = invocation
  const { metadata, callback } = registeredFunction(functionName)
  const hookData: Record<string, unknown> = {}
  const core = coreContext(invocation, metadata, hookData)
  const model = invocationModel(core)
  const { context, inputs: given } = await model.getArguments()
  core.invocationContext = context

  const { appHookData } = functionApp
  const fixed = { hookData, appHookData, invocationContext: context }
  const before = withReadOnly({ functionCallback: callback, inputs: given }, fixed)
  await inState(core, 'preInvocationHooks', () => runHooks('preInvocation', before))

  const after = withReadOnly({ inputs: before.inputs, result: null as unknown, error: null as unknown }, fixed)
  const handler: FunctionCallback = (...args) => asCall(callId, () => before.functionCallback(...args))
  await inState(core, 'invocation', async () => {
    try {
      after.result = await model.invokeFunction(context, before.inputs, handler)
    } catch (error) {
      after.error = error
    }
  })
  await inState(core, 'postInvocationHooks', () => runHooks('postInvocation', after))

  if (after.error !== null && after.error !== undefined) throw asError(after.error)
  return outcomeOf(await model.getResponse(context, after.result))
}

type OpenContext = CoreInvocationContext & { invocationContext?: unknown }

function coreContext(
  { callId, inputs, triggerMetadata, retry }: Invocation,
  metadata: RegisteredFunction['metadata'],
  hookData: Record<string, unknown>,
): OpenContext {
  const context: OpenContext = {
    invocationId: callId,
    request: {
      invocationId: callId,
      inputData: Object.entries(inputs).map(([name, value]) => ({ name, data: toRpc(value) })),
      ...(triggerMetadata && { triggerMetadata: toRpcTable(triggerMetadata) }),
      ...(retry && { retryContext: retryContext(retry) }),
    },
    metadata,
    state: undefined,
    log: (level, category, message) =>
      writeCoreLog({ callId, level, category, message, hookData, invocationContext: context.invocationContext }),
  }
  return context
}

function toRpcTable(values: Readonly<Record<string, BindingValue>>): Record<string, RpcTypedData | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toRpc(value)]))
}

function retryContext({ retryCount, maxRetryCount, failure }: NonNullable<Invocation['retry']>) {
  return { retryCount, maxRetryCount, ...(failure !== undefined && { exception: { message: failure } }) }
}

function invocationModel(core: CoreInvocationContext): InvocationModel {
  if (!functionApp.model) throw new SystemError('No function has been registered.')
  return functionApp.model.getInvocationModel(core)
}

async function inState(core: CoreInvocationContext, state: CoreInvocationContext['state'], run: () => Promise<void>) {
  core.state = state
  try {
    await run()
  } finally {
    core.state = undefined
  }
}

function outcomeOf({ returnValue, outputData = [] }: Awaited<ReturnType<InvocationModel['getResponse']>>): Outcome {
  const outputs = outputData.map(({ name, data }): [string, BindingValue] => [name, fromRpc(data)])
  return { result: fromRpc(returnValue), outputs: Object.fromEntries(outputs) }
}

/** As Azure's worker does before it sends an error on: what is no `Error` becomes the message of one. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new Error(typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? typeof thrown))
}
