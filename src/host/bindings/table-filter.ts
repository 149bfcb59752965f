type Fields = Readonly<Record<string, unknown>>
type Literal = string | number | boolean

/**
 * The part of OData that table inputs are written in: `Price gt 10 and (City eq 'Nantes' or not Sold)`.
 * Answers whether an entity's properties fit; throws for what it cannot read.
 */
export function tableFilter(text: string): (fields: Fields) => boolean {
  const tokens = tokensOf(text)
  const { test, rest } = either(tokens)
  if (rest.length > 0) throw unreadable(rest[0])
  return test
}

interface Read {
  readonly test: (fields: Fields) => boolean
  readonly rest: readonly string[]
}

function tokensOf(text: string): string[] {
  const found = [...text.matchAll(/\s*((?:datetime|guid)?'(?:[^']|'')*'|[()]|[^\s()']+)/gy)]
  const read = found.reduce((length, [whole]) => length + whole.length, 0)
  if (read < text.trimEnd().length) throw unreadable(text.slice(read))
  return found.map(([, token = '']) => token)
}

function either(tokens: readonly string[]): Read {
  return joined(tokens, 'or', both, (a, b) => (fields) => a(fields) || b(fields))
}

function both(tokens: readonly string[]): Read {
  return joined(tokens, 'and', one, (a, b) => (fields) => a(fields) && b(fields))
}

function joined(
  tokens: readonly string[],
  word: string,
  next: (tokens: readonly string[]) => Read,
  join: (a: Read['test'], b: Read['test']) => Read['test'],
): Read {
  let { test, rest } = next(tokens)
  while (rest[0]?.toLowerCase() === word) {
    const right = next(rest.slice(1))
    test = join(test, right.test)
    rest = right.rest
  }
  return { test, rest }
}

function one(tokens: readonly string[]): Read {
  const [first = '', second, third] = tokens
  if (first.toLowerCase() === 'not') {
    const { test, rest } = one(tokens.slice(1))
    return { test: (fields) => !test(fields), rest }
  }
  if (first === '(') {
    const { test, rest } = either(tokens.slice(1))
    if (rest[0] !== ')') throw unreadable(rest[0])
    return { test, rest: rest.slice(1) }
  }
  const compare = second === undefined ? undefined : comparisons[second.toLowerCase()]
  if (compare === undefined || third === undefined)
    return { test: (fields) => fields[first] === true, rest: tokens.slice(1) }
  const literal = literalOf(third)
  return { test: (fields) => compare(order(fields[first], literal)), rest: tokens.slice(3) }
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

/** Not a number, and so fitting nothing but `ne`, when they cannot be compared. */
function order(value: unknown, literal: Literal): number {
  if (typeof value !== typeof literal) return Number.NaN
  const given = value as Literal
  return given === literal ? 0 : given < literal ? -1 : 1
}

function literalOf(token: string): Literal {
  const quoted = /^(?:datetime|guid)?'([^]*)'$/.exec(token)?.[1]
  if (quoted !== undefined) return quoted.replaceAll("''", "'")
  if (token === 'true' || token === 'false') return token === 'true'
  const number = Number(token.replace(/L$/i, ''))
  if (Number.isNaN(number)) throw unreadable(token)
  return number
}

function unreadable(token: string | undefined): Error {
  return new Error(`The filter of a table binding cannot be read at '${token ?? 'its end'}'.`)
}
