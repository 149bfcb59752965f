import type { AnyNode } from 'acorn'
import type { TextEdit } from '#durable/fix.ts'
import { functionAround, isFunction, type Placed } from '../../nodes.ts'
import { namesInScope } from '../../scope.ts'
import { edit } from '../edits.ts'
import type { ModuleCode } from './module-code.ts'

/** What the code at this place calls the orchestration's context: a parameter of a function around it. */
export function contextAt(at: Placed): string | undefined {
  for (let each = functionAround(at); each; each = functionAround(each)) {
    if (!isFunction(each.node)) continue
    const parameter = each.node.params.find((candidate) => isContext(candidate, each?.node))
    if (parameter?.type === 'Identifier') return parameter.name
  }
  return undefined
}

function isContext(parameter: AnyNode, fn: AnyNode | undefined): boolean {
  if (parameter.type !== 'Identifier') return false
  const { name, typeAnnotation } = parameter as typeof parameter & { typeAnnotation?: unknown }
  if (/^(?:context|ctx)$/i.test(name) || JSON.stringify(typeAnnotation ?? '').includes('OrchestrationContext'))
    return true
  return fn !== undefined && isFunction(fn) && fn.generator && fn.params.length === 1 && !typeAnnotation
}

/** Whether a `yield` may stand here: directly in the body of a generator, not in a callback or a class inside it. */
export function mayYield(at: Placed): boolean {
  const fn = functionAround(at)?.node
  if (fn === undefined || !isFunction(fn) || !fn.generator || fn.async) return false
  for (let each: Placed | undefined = at; each; each = each.parent) {
    if (each.node.type === 'ClassBody') return false
    if (each.parent?.node === fn) return each.key === 'body'
  }
  return false
}

/** An expression with a `yield` in front, in brackets where it is part of another one. */
export function yielded(at: Placed, text: string): string {
  const { parent, key } = at
  if (parent?.node.type === 'YieldExpression') return text
  return standsAlone(parent?.node, key) ? `yield ${text}` : `(yield ${text})`
}

function standsAlone(around: AnyNode | undefined, key: string): boolean {
  switch (around?.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true
    case 'VariableDeclarator':
      return key === 'init'
    case 'AssignmentExpression':
      return key === 'right'
    case 'Property':
      return key === 'value'
    case 'CallExpression':
      return key === 'arguments'
    case 'ArrayExpression':
      return true
    default:
      return false
  }
}

/** Whether all that the expression names can be named at the end of the file too. */
export function isSelfContained(at: Placed, known = new Map<AnyNode, readonly string[]>()): boolean {
  const local = new Set(namesInScope(at, known))
  const names = [...(at.node.type === 'Identifier' ? [at.node.name] : []), ...identifiersIn(at.node)]
  return !names.some((name) => local.has(name))
}

function* identifiersIn(node: AnyNode): Generator<string> {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'property' && node.type === 'MemberExpression' && !node.computed) continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child !== 'object' || child === null || !('type' in child)) continue
      if (child.type === 'Identifier') yield (child as { name: string }).name
      yield* identifiersIn(child as AnyNode)
    }
  }
}

/** Registers an activity behind the module's last line. `undefined` when the module does not know `durable-functions` by a name. */
export function newActivity(module: ModuleCode, name: string, handler: string): TextEdit | undefined {
  const df = module.durableName
  if (df === undefined) return undefined
  const { length } = module.text
  const gap = module.text.endsWith('\n') ? '\n' : '\n\n'
  const semicolon = /;\s*$/m.test(module.text) ? ';' : ''
  return edit(module, length, length, `${gap}${df}.app.activity('${name}', { handler: ${handler} })${semicolon}\n`)
}
