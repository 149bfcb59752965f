import { parse, type AnyNode, type CallExpression, type YieldExpression } from 'acorn'
import { walk, type Around } from './walk.ts'

/** A place in a module's code: line from 1, column from 0, as acorn counts. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface Required extends Place {
  readonly specifier: string
  /** Inside a `try`: the code reckons with its absence. */
  readonly isOptional: boolean
}

/** A `yield` of an ordinary generator that hands out a value of its own. */
export interface YieldAt {
  readonly start: number
  readonly end: number
  readonly isBare: boolean
  readonly line: number
}

/** All that the compiler wants to know about one module, from one walk over its syntax tree. */
export interface Survey {
  readonly program: AnyNode
  readonly yields: YieldAt[]
  readonly required: Required[]
  /** `require(name)`, where only running it tells the name. */
  requiresComputed: boolean
  /** Has `import` or `export` statements. */
  isModule: boolean
  importsDynamically: boolean
  readonly topLevelAwaits: Place[]
  readonly importMetas: Place[]
  readonly probeNames: Place[]
}

/** The parameter of the function a module is wrapped in that the line probes call. */
export const probeName = '__line'

/** Reads CommonJS or an ECMAScript module. Throws acorn's `SyntaxError`, which has a `loc`. */
export function survey(code: string): Survey {
  try {
    return surveyed(code, 'commonjs')
  } catch (error) {
    const asModule = surveyedOrNothing(code)
    if (asModule === undefined || asModule.topLevelAwaits.length === 0) throw error
    return asModule // Wrong, but for a reason that gets a better message than a syntax error.
  }
}

function surveyedOrNothing(code: string): Survey | undefined {
  try {
    return surveyed(code, 'module')
  } catch {
    return undefined
  }
}

function surveyed(code: string, sourceType: 'commonjs' | 'module'): Survey {
  const program = parse(code, { ecmaVersion: 'latest', sourceType, allowImportExportEverywhere: true, locations: true })
  const found: Survey = {
    program,
    yields: [],
    required: [],
    requiresComputed: false,
    isModule: false,
    importsDynamically: false,
    topLevelAwaits: [],
    importMetas: [],
    probeNames: [],
  }
  for (const [node, around] of walk(program)) note(node, around, found)
  return found
}

function note(node: AnyNode, around: Around, found: Survey): void {
  if (node.type === 'YieldExpression' && tellsItsLine(node, around)) found.yields.push(yieldAt(node))
  if (node.type === 'CallExpression' && !around.ownRequire) noteRequire(node, around, found)
  if (/^(?:Import|Export\w+)Declaration$/.test(node.type)) found.isModule = true
  if (node.type === 'ImportExpression') found.importsDynamically = true
  if (node.type === 'MetaProperty' && node.meta.name === 'import') found.importMetas.push(placeOf(node))
  if (node.type === 'Identifier' && node.name === probeName) found.probeNames.push(placeOf(node))
  if (around.fn === 'none' && awaits(node)) found.topLevelAwaits.push(placeOf(node))
}

/** `yield*` hands out what the inner generator yields, which tells its own lines. An orchestrator is never async. */
function tellsItsLine(node: YieldExpression, around: Around): boolean {
  return !node.delegate && around.fn === 'sync'
}

function yieldAt(node: YieldExpression): YieldAt {
  return { start: node.start, end: node.end, isBare: !node.argument, line: placeOf(node).line }
}

function awaits(node: AnyNode): boolean {
  if (node.type === 'ForOfStatement') return node.await
  // Outside modules `await (x)` reads as a call.
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && node.callee.name === 'await'
  return node.type === 'AwaitExpression' || (node.type === 'VariableDeclaration' && node.kind === 'await using')
}

function noteRequire(call: CallExpression, { inTry }: Around, found: Survey): void {
  if (call.callee.type !== 'Identifier' || call.callee.name !== 'require') return
  const specifier = constantText(call.arguments[0])
  if (specifier === undefined) found.requiresComputed = true
  else found.required.push({ specifier, isOptional: inTry, ...placeOf(call) })
}

function constantText(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined
}

function placeOf(node: AnyNode): Place {
  return node.loc?.start ?? { line: 1, column: 0 }
}
