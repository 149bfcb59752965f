import { parse, type AnyNode, type ReturnStatement, type YieldExpression } from 'acorn'
import { endsByItsLineEnd, type Insertion, inserted } from './insertions.ts'
import { functionAround, isFunction, placed, type Placed } from './nodes.ts'
import { yieldProbe } from './probe.ts'
import { namesInScope } from './scope.ts'
import { linesOf, nestedIn, type Nesting } from './statements.ts'
import { probeName } from './survey.ts'

// Ranks of what is inserted at one place: expressions end (below 0), then a semicolon (1), statements, functions; and
// only then something new begins.
const endOfStatement = (start: number) => 3 - start / 2 ** 31
const endOfFunction = 4
const beginOfStatement = 5

/**
 * The same program, telling whoever looks on what it does: every statement inside a function its lines, every `yield` and
 * every end of a generator the variables in scope.
 *
 *     __line.at(3,3);const a = yield __line(X, 3, "input,a", n => n === 0 ? input : a)
 *     __line.at(4,4);return __line.end(Y, 4, "input,a", n => …)
 *
 * Nothing moves to another line. Throws acorn's `SyntaxError` when the result is no program any more; nothing known does.
 */
export function withInspectionProbes(code: string): string {
  const known = new Map<AnyNode, readonly string[]>()
  const claimed = new Set<number>()
  const insertions: Insertion[] = []
  for (const each of placed(parsed(code))) {
    const { node } = each
    const fn = functionAround(each)?.node
    if (fn === undefined) continue
    if (node.type === 'YieldExpression' && !node.delegate && !isAsync(fn))
      insertions.push(...yielding(code, node, each, known))
    if (node.type === 'ReturnStatement' && isPlainGenerator(fn)) insertions.push(...returning(code, node, each, known))
    if (node.type === 'BlockStatement' && each.key === 'body' && isPlainGenerator(fn) && each.parent?.node === fn)
      insertions.push(fallingOff(node, each, known))
    insertions.push(...statement(each, claimed))
  }
  const probed = inserted(code, insertions)
  parsed(probed)
  return probed
}

function parsed(code: string) {
  return parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'commonjs',
    allowImportExportEverywhere: true,
    locations: true,
  })
}

function isAsync(fn: AnyNode): boolean {
  return isFunction(fn) && fn.async
}

function isPlainGenerator(fn: AnyNode): boolean {
  return isFunction(fn) && fn.generator && !fn.async
}

type Known = Map<AnyNode, readonly string[]>

function yielding(code: string, node: YieldExpression, at: Placed, known: Known): Insertion[] {
  const { start, end, argument } = node
  return yieldProbe(code, { start, end, isBare: !argument, line: lineOf(node) }, localsOf(at, known))
}

function returning(code: string, node: ReturnStatement, at: Placed, known: Known): Insertion[] {
  const { start, argument } = node
  const told = `, ${lineOf(node)}${localsOf(at, known)})`
  const afterKeyword = start + 'return'.length
  const hasSemicolon = code[node.end - 1] === ';'
  if (!argument) {
    const text = ` ${probeName}.end(void 0${told}${hasSemicolon ? '' : ';'}`
    return [{ at: afterKeyword, text, rank: -start }]
  }
  const end = hasSemicolon ? node.end - 1 : node.end
  return [
    { at: afterKeyword, text: ` ${probeName}.end((`, rank: -start },
    { at: end, text: `)${told}`, rank: -start },
    ...(!hasSemicolon && endsByItsLineEnd(code, end) ? [{ at: end, text: ';', rank: 1 }] : []),
  ]
}

/** The end of a generator's body; after a `return` it is never reached. */
function fallingOff(body: AnyNode, at: Placed, known: Known): Insertion {
  const line = body.loc?.end.line ?? 1
  const text = `;${probeName}.end(void 0, ${line}${localsOf(at, known)});`
  return { at: body.end - 1, text, rank: endOfFunction }
}

/** As further arguments: the names, and a function that reads the variable of a number. One that is not set yet throws. */
function localsOf(at: Placed, known: Known): string {
  const names = namesInScope(at, known)
  const n = freeName(names)
  const choices = names.map((name, index) => `${n} === ${index} ? ${name} : `)
  return `, ${JSON.stringify(names.join())}, ${n} => ${choices.join('')}void 0`
}

/** A parameter's name that hides none of the variables. */
function freeName(names: readonly string[]): string {
  let name = 'n'
  while (names.includes(name)) name += '_'
  return name
}

/** Of the statements that begin on one line, the first tells it: a line is counted once each time it runs. */
function statement(at: Placed, claimed: Set<number>): Insertion[] {
  const nesting: Nesting | undefined = nestedIn(at)
  const line = lineOf(at.node)
  if (nesting === undefined || claimed.has(line)) return []
  claimed.add(line)
  const [first, last] = linesOf(at.node)
  const { start, end } = at.node
  const probe = `${probeName}.at(${first},${last});`
  if (nesting === 'in a list') return [{ at: start, text: probe, rank: beginOfStatement }]
  return [
    { at: start, text: `{${probe}`, rank: beginOfStatement },
    { at: end, text: '}', rank: endOfStatement(start) },
  ]
}

function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1
}
