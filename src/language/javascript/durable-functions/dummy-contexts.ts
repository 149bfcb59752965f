import { InvocationContext, type LogHandler } from '@azure/functions'
import { randomUUID } from '../node/crypto.ts'

const toConsole: LogHandler = (_level, ...args) => console.log(...args)

/** An InvocationContext for a person's unit tests of an orchestrator. */
export class DummyOrchestrationContext extends InvocationContext {
  df: unknown = undefined

  constructor(functionName = 'dummyContextFunctionName', invocationId = randomUUID(), logHandler = toConsole) {
    super({ functionName, invocationId, logHandler })
  }
}

/** An InvocationContext for a person's unit tests of an entity. */
export class DummyEntityContext extends InvocationContext {
  df: unknown = undefined

  constructor(functionName = 'dummyContextFunctionName', invocationId = randomUUID(), logHandler = toConsole) {
    super({ functionName, invocationId, logHandler })
  }
}
