import type { CoreFunctionMetadata, FunctionCallback, HookCallback, ProgrammingModel } from './core-types.ts'

export interface RegisteredFunction {
  readonly metadata: CoreFunctionMetadata
  readonly callback: FunctionCallback
}

const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const
export type HookName = (typeof hookNames)[number]

const noHooks = (): Record<HookName, HookCallback[]> => ({
  preInvocation: [],
  postInvocation: [],
  appStart: [],
  appTerminate: [],
  log: [],
})

/** The function app of this worker: what its modules registered while they loaded. */
export const functionApp = {
  functions: new Map<string, RegisteredFunction>(),
  hooks: noHooks(),
  hasStarted: false,
  /** Set once, when `@azure/functions` registers its first function. */
  model: undefined as ProgrammingModel | undefined,
  /** Shared by all hooks of the app … */
  appHookData: {} as Record<string, unknown>,
  /** … and by the app-level hooks only. */
  appLevelHookData: {} as Record<string, unknown>,
}

/** Forgets the app, for the next one to load. The programming model stays: the package registers it only once. */
export function resetApp(): void {
  functionApp.functions.clear()
  functionApp.hooks = noHooks()
  functionApp.hasStarted = false
  functionApp.appHookData = {}
  functionApp.appLevelHookData = {}
}

/** The function of that name. Names differ by more than case, so case is not asked for. Throws when there is none. */
export function registeredFunction(name: string): RegisteredFunction {
  const exact = functionApp.functions.get(name)
  if (exact) return exact
  const lower = name.toLowerCase()
  for (const [candidate, registered] of functionApp.functions) if (candidate.toLowerCase() === lower) return registered
  throw new SystemError(`Function code for '${name}' is not loaded and cannot be invoked.`)
}

/** The callbacks of a kind of hook; throws for a kind that Azure does not know. */
export function hooksOf(name: string): HookCallback[] {
  if (!hookNames.includes(name as HookName)) throw new SystemRangeError(`Unrecognized hook "${name}"`)
  return functionApp.hooks[name as HookName]
}

/** Runs the hooks in order of registration, one after the other, each able to change `context`. */
export async function runHooks(name: HookName, context: object): Promise<void> {
  for (const callback of functionApp.hooks[name]) await callback(context)
}

/** Azure's mark on errors that are the worker's and not the person's; `@azure/functions` looks for it. */
export class SystemError extends Error {
  readonly isAzureFunctionsSystemError = true
}

class SystemRangeError extends RangeError {
  readonly isAzureFunctionsSystemError = true
}

export class ReadOnlyError extends TypeError {
  readonly isAzureFunctionsSystemError = true
  constructor(property: string) {
    super(`Cannot assign to read only property '${property}'`)
  }
}
