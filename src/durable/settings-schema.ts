import type { Node } from 'jsonc-parser'

type Type = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

/** The part of JSON Schema that describes a file of settings: the editor completes by it, and {@link problemsOf} reads by it. */
export interface SettingsSchema {
  readonly type?: Type | readonly Type[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly pattern?: string
  /** What a value of this pattern is, to say what is wrong with another. */
  readonly patternErrorMessage?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, SettingsSchema>>
  readonly additionalProperties?: boolean | SettingsSchema
  readonly items?: SettingsSchema
}

export interface SettingsProblem {
  /** A name that means nothing, or a value that cannot be. */
  readonly kind: 'unknown' | 'wrong'
  readonly message: string
  readonly offset: number
}

const DEEPEST = 50

/** Holds settings against their schema, as .NET reads them: names and words in any case, numbers and truths also as text. */
export function problemsOf(node: Node, schema: SettingsSchema, path = '', depth = 0): SettingsProblem[] {
  if (depth > DEEPEST) return []
  const wrong = wrongOf(node, schema)
  if (wrong !== undefined) return [{ kind: 'wrong', message: `${path || 'The file'} ${wrong}.`, offset: node.offset }]
  if (node.type === 'array') {
    const { items } = schema
    return items
      ? (node.children ?? []).flatMap((child, i) => problemsOf(child, items, `${path}[${i}]`, depth + 1))
      : []
  }
  if (node.type !== 'object') return []
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) return [] // it does not parse, which is said elsewhere
    const name = String(key.value)
    const known = propertyOf(schema, name)
    if (known === undefined)
      return [{ kind: 'unknown' as const, message: unknown(name, path, schema), offset: key.offset }]
    return known === true ? [] : problemsOf(value, known, path === '' ? name : `${path}.${name}`, depth + 1)
  })
}

/** `true`: whatever it is. `undefined`: no such name. */
function propertyOf(
  { properties = {}, additionalProperties = true }: SettingsSchema,
  name: string,
): SettingsSchema | true | undefined {
  const known = Object.keys(properties).find((each) => each.toLowerCase() === name.toLowerCase())
  if (known !== undefined) return properties[known]
  return additionalProperties === false ? undefined : additionalProperties
}

function unknown(name: string, path: string, { properties = {} }: SettingsSchema): string {
  const wanted = name.toLowerCase()
  const near = Object.keys(properties).find((each) => isNear(each.toLowerCase(), wanted))
  const meant = near === undefined ? '' : ` Did you mean '${near}'?`
  return `'${name}' means nothing ${path === '' ? 'here' : `in ${path}`}.${meant}`
}

/** Whether one change of a letter, or one part more, makes one of the other. */
function isNear(a: string, b: string): boolean {
  if (a.length > 3 && (a.includes(b) || b.includes(a)) && b.length > 3) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - start - end <= 1
}

function wrongOf(node: Node, schema: SettingsSchema): string | undefined {
  const types = schema.type === undefined ? undefined : [schema.type].flat()
  if (types && !types.some((type) => isOf(node, type)))
    return `must be ${types.map((type) => words[type]).join(' or ')}`
  const value: unknown = node.value
  if (schema.enum && !schema.enum.some((word) => word.toLowerCase() === String(value).toLowerCase()))
    return `must be one of ${schema.enum.join(', ')}`
  if (schema.pattern !== undefined && node.type === 'string' && !new RegExp(schema.pattern).test(String(value)))
    return schema.patternErrorMessage ?? `must match ${schema.pattern}`
  if (schema.minimum !== undefined && Number(value) < schema.minimum) return `must be at least ${schema.minimum}`
  if (schema.maximum !== undefined && Number(value) > schema.maximum) return `must be at most ${schema.maximum}`
  return undefined
}

const words: Readonly<Record<Type, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function isOf({ type, value }: Node, wanted: Type): boolean {
  switch (wanted) {
    case 'integer':
      return (type === 'number' || type === 'string') && /^-?\d+$/.test(String(value))
    case 'number':
      return (type === 'number' || type === 'string') && String(value) !== '' && !Number.isNaN(Number(value))
    case 'boolean':
      return type === 'boolean' || (type === 'string' && /^(?:true|false)$/i.test(String(value)))
    default:
      return type === wanted
  }
}
