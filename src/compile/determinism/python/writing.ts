import type { TextEdit } from '#durable/fix.ts'
import { edit, freshName } from '../edits.ts'
import { parametersOf } from './bindings.ts'
import { insideOf, type PythonApp, type ReachedFunction, registrations } from './app.ts'
import type { PythonModule } from './module.ts'
import { childOf, functionAround, nodesIn, type PythonNode, siblingOf } from './tree.ts'

/** What the code of this function calls the orchestration's context. */
export function contextOf({ module, fn, isHandler }: ReachedFunction): string | undefined {
  const parameters = parametersOf(fn)
  const context = isHandler ? parameters[0] : parameters.find((each) => isContext(each, module))
  return context && module.textOf(context)
}

function isContext(parameter: PythonNode, module: PythonModule): boolean {
  const type = siblingOf(parameter, 1)
  const isTyped = type?.type === 'TypeDef' && module.textOf(type).includes('DurableOrchestrationContext')
  return isTyped || /^(?:context|ctx)$/i.test(module.textOf(parameter))
}

/** Whether a `yield` may stand here: directly in the orchestrator, or in a helper that yields already. */
export function mayYield(node: PythonNode, { fn, isHandler }: ReachedFunction): boolean {
  if (functionAround(node) !== fn || isApart(node, fn)) return false
  return isHandler || insideOf(fn).some((each) => each.type.startsWith('Yield') && functionAround(each) === fn)
}

/** In brackets that are gone through with `for`, or in a class: nothing may be yielded there. */
function isApart(node: PythonNode, fn: PythonNode): boolean {
  for (let at = node.parent; at && at !== fn; at = at.parent)
    if (at.type === 'ClassDefinition' || (childOf(at, 'for') && at.type !== 'ForStatement')) return true
  return false
}

/** An expression with a `yield` in front, in brackets where it is part of another one. */
export function yielded(node: PythonNode, text: string): string {
  const { parent } = node
  if (parent?.type.startsWith('Yield')) return text
  const isAlone = parent?.type === 'ExpressionStatement' && parent.children.length === 1
  const isAssigned = parent?.type === 'AssignStatement' && siblingOf(node, -1)?.type === 'AssignOp'
  return isAlone || (isAssigned && !siblingOf(node, 1)) ? `yield ${text}` : `(yield ${text})`
}

/** `await` and what it waits for, with a `yield` in its place. What stands inside is left to other edits. */
export function yieldInstead(module: PythonModule, node: PythonNode, waited: PythonNode): TextEdit[] {
  const [before = '', after = ''] = yielded(node, '…').split('…')
  const head = edit(module, node.start, waited.start, before)
  return after === '' ? [head] : [head, edit(module, node.end, node.end, after)]
}

/** Replaces the node. */
export function whole(module: PythonModule, { start, end }: PythonNode, text: string): TextEdit {
  return edit(module, start, end, text)
}

/** How the module names this, and what to insert so that it has a name: `timedelta` of `datetime`, say. */
export function named(
  module: PythonModule,
  from: string,
  name: string,
): { readonly name: string; readonly edits: readonly TextEdit[] } {
  const known = module.nameFor(`${from}.${name}`)
  if (known !== undefined) return { name: known, edits: [] }
  const at = firstStatement(module)
  return { name, edits: [edit(module, at, at, `from ${from} import ${name}\n`)] }
}

/** Where imports may begin: after what the module says of itself, and after those of `__future__`. */
function firstStatement({ root, text, textOf }: PythonModule): number {
  const first = root.children.find((child, index) => {
    const isAbout = index === 0 && child.type === 'ExpressionStatement' && child.children[0]?.type.endsWith('String')
    return !isAbout && !/^from\s+__future__\b/.test(textOf(child))
  })
  return first?.start ?? text.length
}

/**
 * The same expression in an activity of its own, which is given the one variable that the expression needs of its place.
 * `undefined` where that is not possible: with more variables, or in the v1 model, where a function is a folder.
 */
export function inActivity(
  node: PythonNode,
  wanted: string,
  context: string,
  reached: ReachedFunction,
  app: PythonApp,
): TextEdit[] | undefined {
  const { module } = reached
  const [orchestrator] = registrations(module, 'orchestrationTrigger')
  const decorated = orchestrator?.decorator.parent
  const owner = orchestrator && module.dotted(orchestrator.decorator)?.replace(/\.\w+$/, '')
  const needed = localsIn(node, module)
  const isOutside = decorated?.parent === module.root && owner !== undefined
  if (!isOutside || !mayYield(node, reached) || !needed || needed.length > 1 || needed[0] === context) return undefined
  const name = freshName(
    wanted,
    [...app.modules.values()].map(({ text }) => text),
  )
  const [given] = needed
  const input = given ?? 'nothing'
  const activity = `@${owner}.activity_trigger(input_name="${input}")\ndef ${name}(${input}):\n    return ${module.textOf(node)}\n\n\n`
  const call = `${context}.call_activity("${name}"${given === undefined ? '' : `, ${given}`})`
  return [edit(module, decorated.start, decorated.start, activity), whole(module, node, yielded(node, call))]
}

/** The variables of the functions around that the expression names, each once. `undefined` when it names an import of theirs. */
function localsIn(node: PythonNode, module: PythonModule): string[] | undefined {
  const names = [...nodesIn(node)]
    .filter((each) => each.type === 'VariableName' && siblingOf(each, 1)?.type !== 'AssignOp')
    .map((each) => ({ name: module.textOf(each), kind: module.meaningOf(module.textOf(each), each).kind }))
  if (names.some(({ name, kind }) => kind === 'imported' && !module.namesOf(module.root).has(name))) return undefined
  return [...new Set(names.filter(({ kind }) => kind === 'local').map(({ name }) => name))]
}
