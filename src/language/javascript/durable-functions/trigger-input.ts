import type { JsonText } from '#base/json.ts'

/** An orchestration's input as its code gets it: `null` when there is none, as the trigger has it. */
export function triggerInput(input: JsonText | null): unknown {
  if (input === null) return null
  const value: unknown = JSON.parse(input)
  if (input.includes('Timestamp')) makeDates(value)
  return value
}

/** Rule G2: the SDK turns every `Timestamp` in its trigger into a `Date`, and the input is a part of that. */
function makeDates(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const fields = value as Record<string, unknown>
  if (Object.hasOwn(fields, 'Timestamp') && typeof fields['Timestamp'] === 'string')
    fields['Timestamp'] = new Date(fields['Timestamp'])
  Object.values(fields).forEach(makeDates)
}
