import type { LogLevel } from '#durable/trace.ts'
import type {
  CoreFunctionMetadata,
  FunctionCallback,
  HookCallback,
  LogCategory,
  ProgrammingModel,
} from './core-types.ts'
import { functionApp, hooksOf, SystemError } from './functions-app.ts'
import { writeCoreLog } from './core-log.ts'

// The module that `@azure/functions` asks its worker for: `require('@azure/functions-core')`. Only its own names are exported.

/** The Node.js worker and the host whose behaviour we reproduce. */
export const version = '3.13.0'
export const hostVersion = '4.1046.100'

export function setProgrammingModel(model: ProgrammingModel): void {
  functionApp.model = model
}

export function getProgrammingModel(): ProgrammingModel | undefined {
  return functionApp.model
}

/** Adds a function while the app starts. Throws later, and for a name that is taken. */
export function registerFunction(metadata: CoreFunctionMetadata, callback: FunctionCallback): Disposable {
  if (functionApp.hasStarted) throw new SystemError('A function can only be registered during app startup.')
  const id = metadata.functionId ?? metadata.name
  if (functionApp.functions.has(id)) throw new SystemError(`A function with id "${id}" has already been registered.`)
  functionApp.functions.set(id, { metadata, callback })
  return new Disposable(() => {
    if (functionApp.hasStarted) throw new SystemError('A function can only be disposed during app startup.')
    functionApp.functions.delete(id)
  })
}

export function registerHook(name: string, callback: HookCallback): Disposable {
  const hooks = hooksOf(name)
  hooks.push(callback)
  return new Disposable(() => {
    const index = hooks.indexOf(callback)
    if (index >= 0) hooks.splice(index, 1)
  })
}

export function log(level: LogLevel, category: LogCategory, message: string): void {
  writeCoreLog({ callId: null, level, category, message })
}

/** Something that can be taken back, once or as one of many. */
export class Disposable {
  #dispose: (() => unknown) | undefined

  static from(...disposables: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => disposables.forEach((disposable) => disposable.dispose()))
  }

  constructor(dispose: () => unknown) {
    this.#dispose = dispose
  }

  dispose(): unknown {
    const dispose = this.#dispose
    this.#dispose = undefined
    return dispose?.()
  }
}
