// `require('durable-functions')` in user code: the names that durable-functions 3.5.0 has at run time, and no others.

export * as app from './app.ts'
export * as trigger from './trigger.ts'
export * as input from './input.ts'
export { DummyEntityContext, DummyOrchestrationContext } from './dummy-contexts.ts'
export { EntityId } from './entity-id.ts'
export { EntityStateResponse } from './entity-state-response.ts'
export { getClient } from './get-client.ts'
export { DurableLock, LockingRulesViolationError, LockState } from './locks.ts'
export { ManagedIdentityTokenSource } from './managed-identity-token-source.ts'
export { OrchestrationRuntimeStatus } from './orchestration-status.ts'
export { RetryOptions } from './retry-options.ts'
export { TaskFailedError } from './task-failed-error.ts'
