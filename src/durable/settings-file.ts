import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Diagnostic, SourceFile } from './build.ts'
import { problemsOf, type SettingsSchema } from './settings-schema.ts'

type Scalar = string | number | boolean | null

/** A file of settings, read by path of keys. Keys match whatever their case, and of equal ones the last counts, as in .NET. */
export interface SettingsFile {
  /** The value at a path; `undefined` when there is none, or an object or array. */
  at(...keys: readonly string[]): Scalar | undefined
  has(...keys: readonly string[]): boolean
  /** The properties of the object at a path, as written; none when there is no object. */
  pairsAt(...keys: readonly string[]): readonly (readonly [key: string, value: Scalar | undefined])[]
  /** A diagnostic at the value of that path, or at the start of the file when there is none. */
  complain(severity: Diagnostic['severity'], message: string, ...keys: readonly string[]): Diagnostic
  /** What its schema does not know or allow, each at its place: the first few. */
  checkedBy(schema: SettingsSchema): readonly Diagnostic[]
  /** What does not parse, each at its place: the first few. The rest of the file is read all the same. */
  readonly diagnostics: readonly Diagnostic[]
}

const MAX_DIAGNOSTICS = 10

/**
 * Reads a file of settings as the Functions host does, comments and trailing commas included; `strict` is JSON as Node reads it.
 * Never throws, whatever somebody's link holds.
 */
export function readSettings({ path, text }: SourceFile, strict = false): SettingsFile {
  const body = text.replace(/^\ufeff/, ' ')
  const { root, errors } = parse(body, strict)
  const find = (keys: readonly string[]) => keys.reduce<Node | undefined>((node, key) => propertyOf(node, key), root)
  const diagnostic = (severity: Diagnostic['severity'], message: string, offset: number): Diagnostic => {
    return { severity, message, file: path, ...placeOf(body, offset) }
  }
  return {
    at: (...keys) => scalarOf(find(keys)),
    has: (...keys) => find(keys) !== undefined,
    pairsAt: (...keys) => propertiesOf(find(keys)).map(([key, node]) => [key, scalarOf(node)]),
    complain: (severity, message, ...keys) => diagnostic(severity, message, find(keys)?.offset ?? 0),
    checkedBy: (schema) =>
      (root ? problemsOf(root, schema) : []).slice(0, MAX_DIAGNOSTICS).map(({ kind, message, offset }) => {
        return diagnostic(kind === 'wrong' ? 'error' : 'warning', message, offset)
      }),
    diagnostics: errors.slice(0, MAX_DIAGNOSTICS).map(({ what, offset }) => {
      return diagnostic('error', `${path} is not valid JSON: ${what}.`, offset)
    }),
  }
}

function parse(text: string, strict: boolean): { root: Node | undefined; errors: { what: string; offset: number }[] } {
  const errors: ParseError[] = []
  try {
    const root = parseTree(text, errors, { allowTrailingComma: !strict, disallowComments: strict })
    return { root, errors: errors.map(({ error, offset }) => ({ what: inWords(printParseErrorCode(error)), offset })) }
  } catch {
    return { root: undefined, errors: [{ what: 'nested too deeply', offset: 0 }] } // the parser recurses, and ran out of stack
  }
}

function propertyOf(node: Node | undefined, key: string): Node | undefined {
  const wanted = key.toLowerCase()
  return propertiesOf(node).findLast(([candidate]) => candidate.toLowerCase() === wanted)?.[1]
}

function propertiesOf(node: Node | undefined): (readonly [key: string, value: Node])[] {
  if (node?.type !== 'object') return []
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    return typeof key?.value === 'string' && value ? [[key.value, value] as const] : []
  })
}

function scalarOf(node: Node | undefined): Scalar | undefined {
  const value: unknown = node?.value
  const isScalar =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isScalar ? value : undefined
}

/** Counted from 1, as editors do. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** `CloseBraceExpected` → `close brace expected`. */
function inWords(code: string): string {
  return code.replace(/\B([A-Z])/g, ' $1').toLowerCase()
}
