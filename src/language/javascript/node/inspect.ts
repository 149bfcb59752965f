// Values as text, the way Node's `util.inspect` writes them: what a person expects to see in a log.

export interface InspectOptions {
  /** How many levels below the first are opened; `null` for all. */
  readonly depth?: number | null
}

const custom = Symbol.for('nodejs.util.inspect.custom')
const lineWidth = 72
const mostItems = 100
const mostCharacters = 10_000

/** What one call of {@link inspect} remembers: the way down to the value at hand, and which values contain themselves. */
interface Walk {
  readonly depth: number
  readonly path: object[]
  readonly circular: Map<object, number>
}

/** The value as text, indented where it does not fit a line. Values that throw when looked at throw here too. */
export function inspect(value: unknown, options: InspectOptions | boolean = {}): string {
  const { depth = 2 } = typeof options === 'object' ? options : {}
  return show(value, { depth: depth ?? Infinity, path: [], circular: new Map() })
}

inspect.custom = custom
inspect.defaultOptions = { depth: 2 }

/** `printf` for consoles: `%s %d %i %f %j %o %O %c %%`, the other arguments after it, separated by blanks. */
export function format(...args: unknown[]): string {
  const [first, ...rest] = args
  if (typeof first !== 'string') return args.map((arg) => word(arg)).join(' ')
  if (rest.length === 0) return first
  let next = 0
  const filled = first.replace(/%[sdifjoOc%]/g, (directive) => {
    if (directive === '%%') return '%'
    return next < rest.length ? directed(directive, rest[next++]) : directive
  })
  return [filled, ...rest.slice(next).map((arg) => word(arg))].join(' ')
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value)
}

function directed(directive: string, value: unknown): string {
  switch (directive) {
    case '%s':
      return typeof value === 'object' && value !== null && !hasOwnToString(value)
        ? inspect(value, { depth: 0 })
        : plain(value)
    case '%d':
      return number(value, Number)
    case '%i':
      return number(value, (text) => Number.parseInt(String(text), 10))
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : String(Number.parseFloat(String(value)))
    case '%j':
      return json(value)
    case '%c':
      return ''
    case '%o':
      return inspect(value, { depth: 4 })
    default:
      return inspect(value)
  }
}

function plain(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  return Object.is(value, -0) ? '-0' : String(value)
}

/** Whether somebody other than the engine says how the object becomes text. */
function hasOwnToString(value: object): boolean {
  let owner: object | null = value
  while (owner !== null && !Object.hasOwn(owner, 'toString')) owner = Object.getPrototypeOf(owner) as object | null
  if (owner === null || owner === value) return owner !== null
  return !/\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(owner.constructor))
}

function number(value: unknown, convert: (value: unknown) => number): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'symbol' || (typeof value === 'object' && value !== null)) return 'NaN'
  const converted = convert(value)
  return Object.is(converted, -0) ? '-0' : String(converted)
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch {
    return '[Circular]'
  }
}

function show(value: unknown, walk: Walk): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'symbol':
      return value.toString()
    case 'function':
      return showObject(value, walk)
    case 'object':
      return value === null ? 'null' : showObject(value, walk)
    default:
      return plain(value)
  }
}

/** In single quotes, unless only others spare the escaping. */
function quoted(text: string): string {
  const shown = text.length > mostCharacters ? text.slice(0, mostCharacters) : text
  const quote = !shown.includes("'") ? "'" : !shown.includes('"') ? '"' : !/[`]|\$\{/.test(shown) ? '`' : "'"
  const escaped = JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"')
  const rest = text.length - shown.length
  return (
    quote +
    (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) +
    quote +
    (rest > 0 ? `... ${rest} more characters` : '')
  )
}

function showObject(value: object, walk: Walk): string {
  const describe = (value as { [custom]?: unknown })[custom]
  if (typeof describe === 'function') return showCustom(value, describe, walk)
  if (walk.path.includes(value)) {
    if (!walk.circular.has(value)) walk.circular.set(value, walk.circular.size + 1)
    return `[Circular *${walk.circular.get(value)}]`
  }
  const body = showOpened(value, walk)
  const reference = walk.circular.get(value)
  return reference === undefined ? body : `<ref *${reference}> ${body}`
}

function showCustom(value: object, describe: unknown, walk: Walk): string {
  const left = walk.depth - walk.path.length
  const described: unknown = Reflect.apply(describe as (...args: unknown[]) => unknown, value, [
    left,
    { depth: left },
    inspect,
  ])
  return typeof described === 'string' ? described : described === value ? '[Object]' : show(described, walk)
}

function showOpened(value: object, walk: Walk): string {
  const name = nameOf(value)
  const base = baseOf(value)
  const isList = Array.isArray(value) || isTyped(value)
  const prefix = prefixOf(value, name)
  if (walk.path.length > walk.depth && !base) return isList ? '[Array]' : `[${prefix.trim() || 'Object'}]`
  walk.path.push(value)
  const items = [...itemsOf(value, walk), ...fieldsOf(value, isList, walk)]
  walk.path.pop()
  if (base !== undefined)
    return items.length === 0 ? base : `${base} ${enclosed(items, '{', '}', false, base.includes('\n'))}`
  return prefix + enclosed(items, isList ? '[' : '{', isList ? ']' : '}', isList)
}

/** The values that are shown as one word, or an error's stack; its own fields follow. */
function baseOf(value: object): string | undefined {
  if (typeof value === 'function') return functionName(value)
  if (value instanceof Error) return errorText(value)
  if (value instanceof RegExp) return value.toString()
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Number || value instanceof String || value instanceof Boolean)
    return `[${nameOf(value)}: ${show(value.valueOf(), { depth: 0, path: [], circular: new Map() })}]`
  return undefined
}

function functionName(value: object): string {
  const given = (value as { name?: unknown }).name
  const name = typeof given === 'string' ? given : ''
  const isClass = /^class\b/.test(Function.prototype.toString.call(value))
  const parent = Object.getPrototypeOf(value) as { name?: string } | null
  if (isClass) return `[class ${name || '(anonymous)'}${parent?.name ? ` extends ${parent.name}` : ''}]`
  const kind = parent?.constructor.name ?? 'Function'
  return name ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`
}

function errorText(error: Error): string {
  const stack = error.stack ? String(error.stack) : ''
  return stack.includes(error.message) && stack !== '' ? stack : `[${String(error)}]${stack === '' ? '' : `\n${stack}`}`
}

function nameOf(value: object): string | undefined {
  for (let proto: unknown = value; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const own = Object.getOwnPropertyDescriptor(proto, 'constructor')
    if (typeof own?.value === 'function' && own.value.name !== '') return String(own.value.name)
  }
  return undefined
}

/** What stands before the braces: nothing for plain objects and arrays, else the class, with a size where there is one. */
function prefixOf(value: object, name: string | undefined): string {
  if (name === undefined) return '[Object: null prototype] '
  if (value instanceof Map || value instanceof Set) return `${name}(${value.size}) `
  if (Array.isArray(value)) return name === 'Array' ? '' : `${name}(${value.length}) `
  if (isTyped(value)) return `${name}(${value.length}) `
  const tag = Object.hasOwn(value, Symbol.toStringTag)
    ? ''
    : (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
  const tagged = typeof tag === 'string' && tag !== '' && tag !== name ? `[${tag}] ` : ''
  return name === 'Object' ? tagged && `Object ${tagged}` : `${name} ${tagged}`
}

function isTyped(value: object): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

function itemsOf(value: object, walk: Walk): string[] {
  if (Array.isArray(value)) return listItems(value, walk)
  if (isTyped(value)) return capped([...value.subarray(0, mostItems)].map(String), value.length)
  if (value instanceof Set)
    return capped(
      [...value].slice(0, mostItems).map((item) => show(item, walk)),
      value.size,
    )
  if (value instanceof Map)
    return capped(
      [...value].slice(0, mostItems).map(([key, item]) => `${show(key, walk)} => ${show(item, walk)}`),
      value.size,
    )
  if (value instanceof ArrayBuffer) return [`byteLength: ${value.byteLength}`]
  return []
}

function listItems(list: readonly unknown[], walk: Walk): string[] {
  const items: string[] = []
  for (let i = 0; i < Math.min(list.length, mostItems); i++) {
    if (i in list) {
      items.push(show(list[i], walk))
      continue
    }
    let end = i
    while (end < list.length && end < mostItems && !(end in list)) end++
    items.push(end - i === 1 ? '<1 empty item>' : `<${end - i} empty items>`)
    i = end - 1
  }
  return capped(items, list.length)
}

function capped(items: string[], count: number): string[] {
  const more = count - mostItems
  return more <= 0 ? items : [...items, `... ${more} more item${more > 1 ? 's' : ''}`]
}

function fieldsOf(value: object, isList: boolean, walk: Walk): string[] {
  const hidden = value instanceof Error ? ['cause'].filter((key) => Object.hasOwn(value, key)) : []
  const keys = [...ownKeys(value, isList).filter((key) => isShown(value, key)), ...hidden]
  return keys.map((key) => `${keyText(key, hidden.includes(String(key)))}: ${fieldText(value, key, walk)}`)
}

/** Of a list, those that are no index. Indices come first, so they are looked for from the end: a list may be long. */
function ownKeys(value: object, isList: boolean): (string | symbol)[] {
  const keys = Reflect.ownKeys(value)
  return isList ? keys.slice(keys.findLastIndex(isIndex) + 1) : keys
}

function isIndex(key: string | symbol): boolean {
  return typeof key === 'string' && /^(?:0|[1-9]\d*)$/.test(key)
}

function isShown(value: object, key: string | symbol): boolean {
  if (value instanceof String && /^\d+$/.test(String(key))) return false
  return Object.getOwnPropertyDescriptor(value, key)?.enumerable === true
}

function fieldText(value: object, key: string | symbol, walk: Walk): string {
  const own = Object.getOwnPropertyDescriptor(value, key)
  if (own?.get) return own.set ? '[Getter/Setter]' : '[Getter]'
  return own?.set ? '[Setter]' : show(own?.value, walk)
}

function keyText(key: string | symbol, isHidden: boolean): string {
  if (isHidden) return `[${String(key)}]`
  if (typeof key === 'symbol') return `[${key.toString()}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

/** On one line when it fits; short items of a list fill lines; else one line each. */
function enclosed(items: readonly string[], open: string, close: string, isList: boolean, isTall = false): string {
  if (items.length === 0) return open + close
  const length = items.reduce((sum, item) => sum + item.length + 2, 0)
  const isFlat = items.every((item) => !item.includes('\n'))
  if (isFlat && !isTall && length <= lineWidth + 4) return `${open} ${items.join(', ')} ${close}`
  const lines =
    isList && isFlat && items.every((item) => item.length <= 16 || item.startsWith('... '))
      ? filled(items)
      : items.join(',\n')
  return `${open}\n${lines.replace(/^/gm, '  ')}\n${close}`
}

function filled(items: readonly string[]): string {
  const lines: string[] = []
  for (const [i, item] of items.entries()) {
    const text = i === items.length - 1 ? item : `${item},`
    const last = lines.at(-1)
    if (last !== undefined && last.length + text.length < lineWidth) lines[lines.length - 1] = `${last} ${text}`
    else lines.push(text)
  }
  return lines.join('\n')
}
