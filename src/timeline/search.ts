import { hasFailure, type Span } from './model/span.ts'

/** What the person looks for. */
export interface Query {
  /** A part of the name, the argument, the result or the error, whatever its case; empty for anything. */
  readonly text: string
  readonly isFailedOnly: boolean
}

/** Payloads may be long; what stands after so many characters is not looked at. */
const MOST_CHARACTERS = 4000

/** The spans that a query finds, in their order; `null` when it asks for nothing. */
export function matchesOf(spans: readonly Span[], { text, isFailedOnly }: Query): ReadonlySet<Span> | null {
  const wanted = text.trim().toLowerCase()
  if (wanted === '' && !isFailedOnly) return null
  const names = new Map<string, boolean>()
  const isNamed = (name: string) => {
    const known = names.get(name) ?? contains(name, wanted)
    names.set(name, known)
    return known
  }
  return new Set(
    spans.filter((span) => {
      if (isFailedOnly && !hasFailure(span)) return false
      return wanted === '' || isNamed(span.name) || contains(span.input, wanted) || contains(span.result, wanted)
    }),
  )
}

function contains(text: string | null | undefined, wanted: string): boolean {
  if (text === null || text === undefined) return false
  return (text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text).toLowerCase().includes(wanted)
}
