import type { Brand } from './brand.ts'

/** What survives `JSON.stringify` and the structured clone alike: the only payload a function may take or return. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A value as the JSON text it came as. Host and storage carry it and never parse it: parsing loses what the text held. */
export type JsonText = Brand<string, 'JsonText'>

/** The value's JSON text; what JSON has no word for (`undefined`, a function) becomes `null`, as Azure stores it. */
export function toJsonText(value: unknown): JsonText {
  return (JSON.stringify(value) ?? 'null') as JsonText
}

/**
 * The value that a status or a history shows for a stored text: parsed when it parses, the raw text when it does not,
 * `null` when there is none, `''` when it is blank. So a terminate reason `123` shows as a number.
 * As the Durable extension's `ParseToJToken` does.
 */
export function shownJson(text: string | null | undefined): Json {
  if (text === null || text === undefined) return null
  if (text.trim() === '') return ''
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
