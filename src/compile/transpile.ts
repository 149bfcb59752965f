import { transform, type Options } from 'sucrase'
import { SourceError } from './source-error.ts'
import type { Place } from './survey.ts'

export interface Transpiled {
  readonly code: string
  /** Where this place of the output comes from. The line is the same in both. */
  readonly inSource: (place: Place) => Place
}

/** JavaScript that needs no change: it already is CommonJS. */
export function untouched(code: string): Transpiled {
  return { code, inSource: (place) => place }
}

/** TypeScript, JSX or an ECMAScript module as CommonJS, line for line. Throws a `SourceError`. */
export function transpile(path: string, source: string): Transpiled {
  const options = optionsFor(path)
  const output: Transpiled = {
    code: transformed(path, source, options).code,
    inSource: ({ line, column }) => ({ line, column: sourceColumn(mappingsOf(source, options), line, column) }),
  }
  return asNodeImports(path) ? preamble(output, typeScriptDefault, nodeDefault) : output
}

/** The same without the strict mode that Sucrase turns on: a script that only says `import()` has not asked for it. */
export function sloppy(output: Transpiled): Transpiled {
  return preamble(output, '"use strict";', '')
}

/** Changes what Sucrase put before the first line's own text. */
function preamble({ code, inSource }: Transpiled, from: string, to: string): Transpiled {
  if (!code.includes(from)) return { code, inSource }
  const moved = to.length - from.length
  return {
    code: code.replace(from, to),
    inSource: ({ line, column }) => inSource({ line, column: line === 1 ? column - moved : column }),
  }
}

function transformed(path: string, source: string, options: Options): { code: string } {
  try {
    return transform(source, options)
  } catch (error) {
    const { message, loc } = error as Error & { loc?: Place }
    if (!loc) throw error
    const plain = message.replace(`Error transforming ${path}: `, '').replace(/ \(\d+:\d+\)$/, '')
    const place = { line: loc.line, column: loc.column - 1 }
    throw new SourceError(endsInYield(source, place) ? bareYield : plain, place)
  }
}

/** Sucrase reads a `yield` without a value only at the end of a statement. */
function endsInYield(source: string, { line, column }: Place): boolean {
  return /\byield\s*$/.test(source.split('\n')[line - 1]?.slice(0, column) ?? '')
}

const bareYield = 'A yield without a value cannot stand here. Write `yield undefined`.'

function optionsFor(path: string): Options {
  return {
    filePath: path,
    transforms: [
      ...(/\.[cm]?tsx?$/.test(path) ? ['typescript' as const] : []),
      ...(/\.[jt]sx$/.test(path) ? ['jsx' as const] : []),
      'imports',
    ],
    // The browsers that open this page know all of ECMAScript that Sucrase would rewrite.
    disableESTransforms: true,
    production: true,
  }
}

/** Node's own loader, not TypeScript's, reads imports in these: there, a CommonJS package is its own default export. */
function asNodeImports(path: string): boolean {
  return /\.(?:[cm]?jsx?|mts)$/.test(path)
}

const typeScriptDefault = 'return obj && obj.__esModule ? obj : { default: obj };'
const nodeDefault = "return obj && obj.__esModule && 'default' in obj ? obj : { default: obj };"

function mappingsOf(source: string, options: Options): string {
  const { sourceMap } = transform(source, { ...options, sourceMapOptions: { compiledFilename: 'output' } })
  return sourceMap?.mappings ?? ''
}

/** Reads one line of a source map: the start of the last token at or before the column, and how far behind it we are. */
function sourceColumn(mappings: string, line: number, column: number): number {
  const generated = { at: 0, source: 0 }
  let found = { at: 0, source: 0 }
  mappings.split(';').forEach((segments, index) => {
    if (index >= line) return
    generated.at = 0
    for (const segment of segments.split(',').filter((text) => text !== '')) {
      const [at = 0, , , source = 0] = fromVlq(segment)
      generated.at += at
      generated.source += source
      if (index === line - 1 && generated.at <= column) found = { ...generated }
    }
  })
  return found.source
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The numbers of one segment: base64 digits of 5 bits, lowest first, the sign in the last bit. */
function fromVlq(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const character of segment) {
    const digit = base64.indexOf(character)
    value += (digit & 31) << shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}
