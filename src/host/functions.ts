import type { FunctionInfo } from '#durable/function-info.ts'
import type { Binding, FunctionMetadata, FunctionRetry } from '#wire/language-calls.ts'

type Kind = FunctionInfo['kind']

/** An option of a binding that is text; empty when it is not. */
export function textOption(binding: Binding, name: string): string {
  const value = binding[name]
  return typeof value === 'string' ? value : ''
}

/** A registered function and what the host needs of it. */
export interface FunctionDefinition {
  readonly name: string
  /** What orchestrations and clients call it by: the name that its trigger gives, else its own. */
  readonly durableName: string
  readonly kind: Kind
  /** The binding that starts it, by the person's own name for it. */
  readonly triggerName: string
  readonly trigger: Binding
  readonly bindings: FunctionMetadata['bindings']
  readonly retry?: FunctionRetry
  readonly failure?: string
}

const kinds: Readonly<Record<string, Kind>> = {
  orchestrationTrigger: 'orchestrator',
  activityTrigger: 'activity',
  entityTrigger: 'entity',
  httpTrigger: 'http',
}

/** Where a trigger may give another name: `@app.activity_trigger(input_name="x", activity="Hello")`. Rule W13. */
const nameOptions: Readonly<Partial<Record<Kind, string>>> = {
  orchestrator: 'orchestration',
  activity: 'activity',
  entity: 'entityName',
}

/** The functions of the running build, by kind and name. Names do not mind case, as on Azure. */
export class FunctionCatalog {
  readonly all: readonly FunctionDefinition[]
  private readonly byName = new Map<string, FunctionDefinition>()

  constructor(functions: readonly FunctionMetadata[]) {
    this.all = functions.flatMap((each) => definitionOf(each) ?? [])
    for (const each of this.all) this.byName.set(keyOf(each.kind, each.durableName), each)
  }

  find(kind: Kind, name: string): FunctionDefinition | undefined {
    return this.byName.get(keyOf(kind, name))
  }

  /** What the extension says of a function that there is not. */
  unknown(kind: 'orchestrator' | 'activity' | 'entity', name: string): string {
    const known = this.all.flatMap((each) => (each.kind === kind ? `'${each.durableName}'` : []))
    const info =
      known.length > 0
        ? `The following are the known ${kind} functions: ${known.join(', ')}.`
        : `No ${kind} functions are currently registered!`
    return `The function '${name}' doesn't exist, is disabled, or is not an ${kind} function. Additional info: ${info}`
  }
}

function keyOf(kind: Kind, name: string): string {
  return `${kind} ${name.toLowerCase()}`
}

/** `undefined` when nothing starts it. */
export function definitionOf({ bindings, ...about }: FunctionMetadata): FunctionDefinition | undefined {
  const trigger = Object.entries(bindings).find(([, binding]) => binding.type.toLowerCase().endsWith('trigger'))
  if (!trigger) return undefined
  const [triggerName, binding] = trigger
  const kind = kinds[binding.type] ?? 'other'
  const durableName = textOption(binding, nameOptions[kind] ?? '') || about.name
  return { ...about, durableName, bindings, triggerName, trigger: binding, kind }
}
