/** A placeholder names a field that no answer had. */
export class UnknownFieldError extends Error {
  override readonly name = 'UnknownFieldError'
}

/**
 * `template` with each `{{field}}` replaced by that top-level field of the last JSON answer that has it:
 * a string as it is, anything else as JSON. `bodies` are the answers so far, oldest first.
 */
export function fillPlaceholders(template: string, bodies: readonly string[]): string {
  return template.replace(/\{\{\s*([\w$-]+)\s*\}\}/g, (_, field: string) => {
    const value = lastFieldOf(bodies, field)
    if (value === undefined)
      throw new UnknownFieldError(`No JSON answer so far has a field "${field}" for {{${field}}}.`)
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}

function lastFieldOf(bodies: readonly string[], field: string): unknown {
  const holder = bodies.map(objectOf).findLast((object) => object !== null && Object.hasOwn(object, field))
  return holder?.[field]
}

/** The JSON object a body is, or null. */
export function objectOf(body: string): Readonly<Record<string, unknown>> | null {
  if (!body.trimStart().startsWith('{')) return null
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return null
  }
}
