import { CompoundTask, Task } from '#replay/task.ts'
import { awaitedText } from '../../inspection/awaited-text.ts'
import { isProxy } from './proxies.ts'

// oxlint-disable typescript/unbound-method -- each is called on the value it is about
// What hostile code may have changed by the time a value is looked at, as it was before that code was loaded.
const { getOwnPropertyDescriptor, getPrototypeOf } = Object
const { ownKeys } = Reflect
const { isArray } = Array
const { stringify } = JSON
const { is } = Object
const { isView } = ArrayBuffer
const errors = Error.prototype
const viewBytes = getterOf<number>(getPrototypeOf(Uint8Array.prototype) as object, 'byteLength')
const mapSize = sizeOf(Map.prototype)
const setSize = sizeOf(Set.prototype)
const mapEntries = uncurried<Map<unknown, unknown>, IterableIterator<[unknown, unknown]>>(Map.prototype.entries)
const setValues = uncurried<Set<unknown>, IterableIterator<unknown>>(Set.prototype.values)
const dateTime = uncurried<Date, number>(Date.prototype.getTime)
const isoText = uncurried<Date, string>(Date.prototype.toISOString)
const regExpSource = getterOf<string>(RegExp.prototype, 'source')
/** One by one: the getter `flags` asks the object's own properties, which may be the person's. */
const regExpFlags = [
  ['d', getterOf<boolean>(RegExp.prototype, 'hasIndices')],
  ['g', getterOf<boolean>(RegExp.prototype, 'global')],
  ['i', getterOf<boolean>(RegExp.prototype, 'ignoreCase')],
  ['m', getterOf<boolean>(RegExp.prototype, 'multiline')],
  ['s', getterOf<boolean>(RegExp.prototype, 'dotAll')],
  ['u', getterOf<boolean>(RegExp.prototype, 'unicode')],
  ['y', getterOf<boolean>(RegExp.prototype, 'sticky')],
] as const

const mostCharacters = 400
const mostOfText = 200
const mostItems = 20
const mostLevels = 3

/** What one preview may still spend, and the objects it is inside of. */
interface Walk {
  left: number
  readonly inside: Set<object>
}

/**
 * A value as a short text, much as it would be written in code: `{ id: "r-42", attempts: 3 }`, `[5] ["A-1", …]`.
 * Runs no code of the person's: neither getters nor a proxy's traps, and never `toString` or `toJSON`. Never throws.
 */
export function preview(value: unknown): string {
  try {
    return shown(value, { left: mostCharacters, inside: new Set() })
  } catch {
    return '?'
  }
}

function shown(value: unknown, walk: Walk): string {
  const text = textOf(value, walk)
  walk.left -= text.length
  return text
}

function textOf(value: unknown, walk: Walk): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'bigint':
      return `${cut(String(value))}n`
    case 'symbol':
      return cut(String(value))
    case 'function':
      return isProxy(value) ? 'Proxy' : `ƒ ${nameOf(value)}`.trimEnd()
    case 'object':
      return value === null ? 'null' : objectText(value, walk)
    default:
      return is(value, -0) ? '-0' : String(value)
  }
}

function objectText(value: object, walk: Walk): string {
  if (isProxy(value)) return 'Proxy'
  if (inherits(value, Task.prototype)) return taskText(value as Task)
  const special = specialText(value)
  if (special !== undefined) return special
  if (walk.inside.has(value)) return '[circular]'
  if (walk.inside.size >= mostLevels || walk.left <= 0) return isArray(value) ? `[${value.length}] […]` : '{…}'
  walk.inside.add(value)
  try {
    return collectionText(value, walk) ?? (isArray(value) ? listText(value, walk) : recordText(value, walk))
  } finally {
    walk.inside.delete(value)
  }
}

/** A task tells what it asks for and how far it is; its own fields are ours, and no concern of the person's. */
function taskText(task: Task): string {
  const children = task instanceof CompoundTask ? task.children : []
  const done = children.filter(({ hasResult }) => hasResult).length
  const state = task.state === 'running' && children.length > 1 ? `${done}/${children.length}` : task.state
  return `Task ${awaitedText(task)}: ${isCancelled(task) ? 'cancelled' : state}`
}

/** To the engine a cancelled timer is one that nothing completes. */
function isCancelled({ state, asked }: Task): boolean {
  return state === 'running' && asked?.type === 'CreateTimer' && asked.isCanceled
}

/** Things that are one value and no collection of others. */
function specialText(value: object): string | undefined {
  const time = attempt(() => dateTime(value as Date))
  if (time !== undefined) return Number.isNaN(time) ? 'Invalid Date' : isoText(value as Date)
  if (inherits(value, errors)) return cut(`${errorName(value)}: ${dataText(value, 'message')}`)
  const source = value === RegExp.prototype ? undefined : attempt(() => regExpSource(value))
  if (source !== undefined)
    return `/${cut(source)}/${regExpFlags.map(([flag, has]) => (has(value) ? flag : '')).join('')}`
  if (!isView(value)) return undefined
  const bytes = attempt(() => viewBytes(value))
  return `${className(value)}${bytes === undefined ? '' : `(${bytes} bytes)`}`
}

function collectionText(value: object, walk: Walk): string | undefined {
  const inMap = attempt(() => mapSize(value))
  if (inMap !== undefined) {
    const entries = taken(
      mapEntries(value as Map<unknown, unknown>),
      ([key, held]) => `${shown(key, walk)} => ${shown(held, walk)}`,
      walk,
    )
    return `Map(${inMap}) ${braced(entries, entries.length < inMap)}`
  }
  const inSet = attempt(() => setSize(value))
  if (inSet === undefined) return undefined
  const held = taken(setValues(value as Set<unknown>), (each) => shown(each, walk), walk)
  return `Set(${inSet}) ${braced(held, held.length < inSet)}`
}

function listText(list: readonly unknown[], walk: Walk): string {
  const items: string[] = []
  for (let index = 0; index < list.length && items.length < mostItems && walk.left > 0; index++)
    items.push(propertyText(list, String(index), walk))
  const more = list.length > items.length ? ['…'] : []
  return `${list.length > 3 ? `[${list.length}] ` : ''}[${[...items, ...more].join(', ')}]`
}

function recordText(value: object, walk: Walk): string {
  const fields: string[] = []
  let isCut = false
  for (const key of ownKeys(value)) {
    if (getOwnPropertyDescriptor(value, key)?.enumerable !== true) continue
    isCut = fields.length >= mostItems || walk.left <= 0
    if (isCut) break
    fields.push(`${keyText(key)}: ${propertyText(value, key, walk)}`)
  }
  const name = className(value)
  return `${name === '' || name === 'Object' ? '' : `${name} `}${braced(fields, isCut)}`
}

/** An accessor is not asked: that would run code. */
function propertyText(of: object, key: string | symbol, walk: Walk): string {
  const property = getOwnPropertyDescriptor(of, key)
  if (property === undefined) return ''
  return 'value' in property ? shown(property.value, walk) : '(…)'
}

function keyText(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${cut(String(key))}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? cut(key) : quoted(key)
}

function braced(parts: readonly string[], isCut: boolean): string {
  const all = isCut ? [...parts, '…'] : parts
  return all.length === 0 ? '{}' : `{ ${all.join(', ')} }`
}

function taken<T>(items: IterableIterator<T>, text: (item: T) => string, walk: Walk): string[] {
  const texts: string[] = []
  while (texts.length < mostItems && walk.left > 0) {
    const { done, value } = items.next()
    if (done === true) break
    texts.push(text(value as T))
  }
  return texts
}

/** The class, found without asking the object: the `constructor` of its prototype, when that is plain data. */
function className(value: object): string {
  const prototype: unknown = getPrototypeOf(value)
  if (typeof prototype !== 'object' || prototype === null || isProxy(prototype)) return ''
  const constructor: unknown = getOwnPropertyDescriptor(prototype, 'constructor')?.value
  return typeof constructor === 'function' && !isProxy(constructor) ? nameOf(constructor) : ''
}

function errorName(error: object): string {
  return dataText(error, 'name') || className(error) || 'Error'
}

function nameOf(fn: object): string {
  return dataText(fn, 'name')
}

function dataText(of: object, key: string): string {
  const held: unknown = getOwnPropertyDescriptor(of, key)?.value
  return typeof held === 'string' ? cut(held) : ''
}

function quoted(text: string): string {
  return stringify(cut(text))
}

function cut(text: string): string {
  return text.length > mostOfText ? `${text.slice(0, mostOfText)}…` : text
}

/** As `instanceof`, which code can change and a proxy among the prototypes would hear of. */
function inherits(value: object, wanted: object): boolean {
  for (let at: object | null = value; at !== null && !isProxy(at); at = getPrototypeOf(at) as object | null)
    if (at === wanted) return true
  return false
}

/** `undefined` when it throws: the value is not of that kind. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}

function uncurried<This, R>(method: () => R): (value: This) => R {
  return Function.prototype.call.bind(method as () => unknown) as (value: This) => R
}

function getterOf<R>(prototype: object, name: string): (value: object) => R {
  const getter = getOwnPropertyDescriptor(prototype, name)?.get
  if (!getter) throw new Error(`${name} is no getter here`)
  return uncurried<object, R>(getter as () => R)
}

function sizeOf(prototype: object): (value: object) => number {
  return getterOf<number>(prototype, 'size')
}
