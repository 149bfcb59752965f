/** Matches a path against a route template of `@azure/functions`, such as `orchestrators/{name}` or `files/{*path}`. */
export interface Route {
  /** The values of the parameters, decoded; `undefined` when the path is not this route's. */
  match(path: string): Readonly<Record<string, string>> | undefined
}

const CONSTRAINTS: Readonly<Record<string, RegExp>> = {
  int: /^-?\d+$/,
  long: /^-?\d+$/,
  bool: /^(?:true|false)$/i,
  alpha: /^[a-z]*$/i,
  guid: /^\{?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}\}?$/i,
  decimal: /^-?\d+(?:\.\d+)?$/,
  double: /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i,
  float: /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i,
}

interface Parameter {
  readonly name: string
  readonly constraints: readonly string[]
  readonly isRest: boolean
  readonly isOptional: boolean
  readonly fallback: string | undefined
}

type Segment = { readonly literal: string } | { readonly parameter: Parameter }

/** Parameters may be optional (`{id?}`), have defaults (`{id=1}`), take the rest (`{*path}`) and be constrained (`{id:int}`). */
export function route(template: string): Route {
  const segments = splitPath(template).map(segmentOf)
  return { match: (path) => matchSegments(segments, splitPath(path)) }
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function segmentOf(text: string): Segment {
  const inner = /^\{(.+)\}$/.exec(text)?.[1]
  if (inner === undefined) return { literal: text.toLowerCase() }
  const [head = '', ...constraints] = inner.split(':')
  const [named = '', fallback] = head.split('=')
  const last = constraints.at(-1) ?? named
  const isRest = named.startsWith('*')
  return {
    parameter: {
      name: named.replace(/^\*+/, '').replace(/\?$/, ''),
      constraints: constraints.map((each) => each.replace(/\?$/, '')),
      isRest,
      isOptional: isRest || last.endsWith('?') || fallback !== undefined,
      fallback,
    },
  }
}

function matchSegments(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {}
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]
    if ('literal' in segment) {
      if (part?.toLowerCase() !== segment.literal) return undefined
      continue
    }
    const { name, isRest, isOptional, fallback } = segment.parameter
    const value = isRest ? parts.slice(i).map(decodedPart).join('/') : part === undefined ? fallback : decodedPart(part)
    if (value === undefined && !isOptional) return undefined
    if (value !== undefined && !allows(segment.parameter, value)) return undefined
    if (value !== undefined && value !== '') values[name] = value
    if (isRest) return values
  }
  return parts.length <= segments.length ? values : undefined
}

function allows({ constraints }: Parameter, value: string): boolean {
  return constraints.every((constraint) => {
    const [, name = constraint, argument = ''] = /^(\w+)\((.*)\)$/.exec(constraint) ?? []
    switch (name) {
      case 'length':
        return value.length === Number(argument)
      case 'minlength':
        return value.length >= Number(argument)
      case 'maxlength':
        return value.length <= Number(argument)
      case 'min':
        return Number(value) >= Number(argument)
      case 'max':
        return Number(value) <= Number(argument)
      default:
        return CONSTRAINTS[name]?.test(value) ?? true
    }
  })
}

/** What a part of a path stands for; one that is no valid percent-encoding stands for itself. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
