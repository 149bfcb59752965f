import { reasonOf } from '#base/reason-of.ts'
import { patternOf } from './triggers/blob-listener.ts'
import { queueOf } from './triggers/queue-listener.ts'
import { scheduleOf } from './triggers/timer-listener.ts'
import type { FunctionMetadata } from '#wire/language-calls.ts'
import { definitionOf, type FunctionDefinition } from './functions.ts'

export interface CheckedFunctions {
  readonly sound: readonly FunctionMetadata[]
  /** Those that the host does not run, and why: the others go on without them. */
  readonly inError: readonly { readonly name: string; readonly trigger: string; readonly message: string }[]
  /** Those that an app setting switches off. */
  readonly disabled: readonly string[]
}

/** What the host finds wrong with functions when it reads them, as Azure's host does and in its words. */
export function checkFunctions(
  functions: readonly FunctionMetadata[],
  env: Readonly<Record<string, string>>,
): CheckedFunctions {
  const sound: FunctionMetadata[] = []
  const inError: { name: string; trigger: string; message: string }[] = []
  const disabled: string[] = []
  for (const each of functions) {
    const definition = definitionOf(each)
    try {
      if (isDisabled(each.name, env)) disabled.push(each.name)
      else {
        check(each, definition, sound, env)
        sound.push(each)
      }
    } catch (error) {
      const message = reasonOf(error)
      inError.push({ name: each.name, trigger: definition?.trigger.type ?? '', message })
    }
  }
  return { sound, inError, disabled }
}

function check(
  { name, failure }: FunctionMetadata,
  definition: FunctionDefinition | undefined,
  before: readonly FunctionMetadata[],
  env: Readonly<Record<string, string>>,
): void {
  if (!/^[a-z][a-z0-9_-]{0,127}$/i.test(name)) throw new Error(`'${name}' is not a valid function name.`)
  if (before.some((each) => each.name === name))
    throw new Error(`The function or proxy name '${name}' must be unique within the function app.`)
  if (!definition && failure !== undefined) throw new Error(failure)
  if (!definition) throw new Error('No trigger binding specified. A function must have a trigger input binding.')
  switch (definition.trigger.type.toLowerCase()) {
    case 'httptrigger':
      return checkRoute(definition, before)
    case 'timertrigger':
      return void scheduleOf(definition, env)
    case 'queuetrigger':
      return void queueOf(definition, env)
    case 'blobtrigger':
      return void patternOf(definition, env)
  }
}

/** The same route is another's only when a method is, too. */
function checkRoute(definition: FunctionDefinition, before: readonly FunctionMetadata[]): void {
  const own = routeOf(definition)
  if (own.startsWith('admin') || own.startsWith('runtime'))
    throw new Error('The specified route conflicts with one or more built in routes.')
  for (const each of before) {
    const other = definitionOf(each)
    if (other?.kind === 'http' && routeOf(other) === own && methodsOverlap(definition, other))
      throw new Error(`The route specified conflicts with the route defined by function '${other.name}'.`)
  }
}

function routeOf({ name, trigger }: FunctionDefinition): string {
  const route = typeof trigger['route'] === 'string' && trigger['route'] !== '' ? trigger['route'] : name
  return route.replace(/^\/+|\/+$/g, '').toLowerCase()
}

function methodsOverlap(a: FunctionDefinition, b: FunctionDefinition): boolean {
  const [ofA, ofB] = [methodsOf(a), methodsOf(b)]
  return ofA.length === 0 || ofB.length === 0 || ofA.some((method) => ofB.includes(method))
}

function methodsOf({ trigger }: FunctionDefinition): string[] {
  const methods: unknown = trigger['methods']
  return Array.isArray(methods) ? methods.map((method) => String(method).toUpperCase()) : []
}

/** `AzureWebJobs.Hello.Disabled` is true. */
function isDisabled(name: string, env: Readonly<Record<string, string>>): boolean {
  const wanted = `azurewebjobs.${name}.disabled`.toLowerCase()
  const value = Object.entries(env).find(([key]) => key.toLowerCase().replaceAll('__', '.') === wanted)?.[1]
  return value !== undefined && /^(?:true|1)$/i.test(value.trim())
}
