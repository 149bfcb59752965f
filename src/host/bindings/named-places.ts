import { type FunctionDefinition, textOption } from '../functions.ts'
import { queueName } from './account.ts'
import { splitBlobPath } from './blob-path.ts'
import { withSettings } from './expression.ts'

/** Queues and containers of the storage account. */
export interface Places {
  readonly queues: readonly string[]
  readonly containers: readonly string[]
}

/**
 * The queues and containers that the bindings of an app name outright: they are there as soon as it starts, for a person
 * to look into and to fill. What an expression names is made when it is first written to.
 */
export function namedPlaces(functions: readonly FunctionDefinition[], env: Readonly<Record<string, string>>): Places {
  const queues = new Set<string>()
  const containers = new Set<string>()
  for (const binding of functions.flatMap(({ bindings }) => Object.values(bindings))) {
    const named = (option: string) => constantOf(textOption(binding, option), env)
    const [queue, path] = [named('queueName'), named('path')]
    if (/^queue(?:trigger)?$/i.test(binding.type) && queue !== undefined) addIfSound(queues, () => queueName(queue))
    if (/^blob(?:trigger)?$/i.test(binding.type) && path !== undefined)
      addIfSound(containers, () => splitBlobPath(path).container)
  }
  return { queues: [...queues], containers: [...containers] }
}

/** What of it is the same for every call: all, or its first folder; `undefined` when that depends on the call. */
function constantOf(template: string, env: Readonly<Record<string, string>>): string | undefined {
  try {
    const [first = '', ...rest] = withSettings(template, env).replace(/^\/+/, '').split('/')
    return first === '' || first.includes('{') ? undefined : [first, ...rest].join('/')
  } catch {
    return undefined // its setting is missing: the function is in error and says so
  }
}

/** A name that cannot be is said where it is used. */
function addIfSound(names: Set<string>, read: () => string): void {
  try {
    names.add(read())
  } catch {
    return
  }
}
