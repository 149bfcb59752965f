import type { AnyNode } from 'acorn'
import { countEndsByItsLineEnd, type Insertion } from './insertions.ts'
import { stateUses, type StateUse } from './module-state.ts'
import { isFunction, placed, type Placed } from './nodes.ts'
import { probeName } from './survey.ts'

/**
 * What to insert so that code tells where it uses variables of its module that functions change, and where a function is
 * asynchronous: what no wrapper of a global can see. The language worker listens while an orchestrator runs.
 *
 *     (__line.uses("state", "count", 3), count++)
 *     async function f() {__line.uses("async", "async function", 7); …}
 */
export function useProbes(program: AnyNode, code: string): Insertion[] {
  const nodes = [...placed(program)]
  const states = stateUses(program, nodes)
  const claimed = new Set(states.map(({ node }) => node))
  return [...states.flatMap((use) => stateProbe(use, claimed, code)), ...nodes.flatMap(({ node }) => asyncProbe(node))]
}

function stateProbe({ node, name, at }: StateUse, claimed: ReadonlySet<AnyNode>, code: string): Insertion[] {
  const { start, end } = node
  const around = at.parent?.node
  if (around && claimed.has(around) && around.start === start) return []
  if (at.parent && isInnerLink(at.parent)) return []
  const told = `${uses('state', name, node)}, `
  // A bracket at the beginning of a statement would make one call of it and the line before.
  if (statementStart(at) === start) return [{ at: start, text: told, rank: 10 }]
  return [
    { at: start, text: `(${told}`, rank: 10 },
    { at: end, text: ')', rank: -start },
    ...(isPostfix(node) && countEndsByItsLineEnd(code, end) ? [{ at: end, text: ';', rank: 1 }] : []),
  ]
}

function isPostfix(node: AnyNode): boolean {
  return node.type === 'UpdateExpression' && !node.prefix
}

/** Inside `a?.b().c`, where a bracket would end what `?.` skips. */
function isInnerLink({ node, parent }: Placed): boolean {
  const isLink = node.type === 'MemberExpression' || node.type === 'CallExpression'
  if (!isLink) return false
  return parent?.node.type === 'ChainExpression' || (parent !== undefined && isInnerLink(parent))
}

function statementStart(at: Placed): number | undefined {
  for (let each: Placed | undefined = at; each; each = each.parent)
    if (each.node.type === 'ExpressionStatement') return each.node.start
  return undefined
}

function asyncProbe(node: AnyNode): Insertion[] {
  if (!isFunction(node) || !node.async) return []
  const told = uses('async', node.generator ? 'async function*' : 'async function', node)
  const { body } = node
  if (body.type !== 'BlockStatement')
    return [
      { at: body.start, text: `(${told}, `, rank: 9 },
      { at: body.end, text: ')', rank: -body.start },
    ]
  const directives = body.body.filter((each) => 'directive' in each && each.directive !== undefined)
  const last = directives.at(-1)
  return [{ at: last ? last.end : body.start + 1, text: `${last ? ';' : ''}${told};`, rank: 9 }]
}

function uses(cause: string, what: string, { loc }: AnyNode): string {
  return `${probeName}.uses("${cause}", ${JSON.stringify(what)}, ${loc?.start.line ?? 1})`
}
