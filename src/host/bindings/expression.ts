/** What a trigger knows, by name: its metadata, the parameters of its path or route, the properties of its JSON. */
export type BindingData = Readonly<Record<string, unknown>>

/** `%NAME%` becomes the app setting of that name. Throws when there is none, as the host does when it reads a function. */
export function withSettings(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/%([^%\s]+)%/g, (whole, name: string) => {
    const value = env[name]
    if (value === undefined || !Object.hasOwn(env, name)) throw new Error(`'${whole}' does not resolve to a value.`)
    return value
  })
}

/** `{name}`, `{queueTrigger}`, `{headers.x-id}`, `{rand-guid}`, `{DateTime:yyyy-MM-dd}` become what they stand for. Throws when nothing is known under a name. */
export function withData(template: string, data: BindingData, now: Date): string {
  return template.replace(/\{\{|\}\}|\{([^{}]+)\}/g, (whole, inner: string | undefined) => {
    if (inner === undefined) return whole.slice(1)
    const [name, format] = splitOnce(inner, ':')
    return textOf(ofItself(name.trim(), format, now) ?? found(name.trim(), data), name)
  })
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** What needs no trigger. */
function ofItself(name: string, format: string | undefined, now: Date): string | undefined {
  switch (name.toLowerCase()) {
    case 'rand-guid':
    case 'sys.randguid':
      return guid(format)
    case 'datetime':
    case 'sys.utcnow':
      return format === undefined ? now.toISOString() : dateText(now, format)
    default:
      return undefined
  }
}

function found(name: string, data: BindingData): unknown {
  let value: unknown = data
  for (const key of pathOf(name, data)) {
    const lower = key.toLowerCase()
    const owner = value as Record<string, unknown>
    const isOwner = typeof value === 'object' && value !== null
    const actual = isOwner ? Object.keys(owner).find((each) => each.toLowerCase() === lower) : undefined
    if (actual === undefined) throw new Error(`No value for named parameter '${name}'.`)
    value = owner[actual]
  }
  return value
}

/** A whole name comes before its parts: a header may be called `x.y`. */
function pathOf(name: string, data: BindingData): string[] {
  const isWhole = Object.keys(data).some((key) => key.toLowerCase() === name.toLowerCase())
  return isWhole ? [name] : name.split('.')
}

function textOf(value: unknown, name: string): string {
  if (value === null || value === undefined) throw new Error(`No value for named parameter '${name}'.`)
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

function guid(format = 'D'): string {
  const id = crypto.randomUUID()
  switch (format.toUpperCase()) {
    case 'N':
      return id.replaceAll('-', '')
    case 'B':
      return `{${id}}`
    case 'P':
      return `(${id})`
    default:
      return id
  }
}

/** The letters of .NET's date formats that file names are made of. */
function dateText(date: Date, format: string): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(date.getUTCFullYear()).padStart(4, '0'),
    yy: two(date.getUTCFullYear() % 100),
    MM: two(date.getUTCMonth() + 1),
    dd: two(date.getUTCDate()),
    HH: two(date.getUTCHours()),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
    fff: String(date.getUTCMilliseconds()).padStart(3, '0'),
  }
  return format.replace(/yyyy|yy|MM|dd|HH|mm|ss|fff/g, (letters) => parts[letters] ?? letters)
}
