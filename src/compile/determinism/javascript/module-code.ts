import type { AnyNode, CallExpression } from 'acorn'
import type { SourceFile } from '#durable/build.ts'
import { stateUses } from '../../module-state.ts'
import { isFunction, placed, type Placed } from '../../nodes.ts'
import { declaredNames, namesInScope } from '../../scope.ts'

/** What a name of the module stands for that another module gives: `*` is all of it. */
export interface Imported {
  readonly from: string
  readonly name: string
}

/** What a name means at a place. */
export type Meaning =
  | { readonly kind: 'local' | 'global' }
  | { readonly kind: 'module'; readonly value: AnyNode | undefined }
  | { readonly kind: 'imported'; readonly imported: Imported }

/** One file as it is written, and what its names stand for. */
export class ModuleCode {
  readonly path: string
  readonly text: string
  readonly program: AnyNode
  readonly nodes: readonly Placed[]
  readonly imports = new Map<string, Imported>()
  private readonly values = new Map<string, AnyNode | undefined>()
  private readonly exported = new Map<string, AnyNode | string>()
  private readonly known = new Map<AnyNode, readonly string[]>()
  private readonly places = new Map<AnyNode, Placed>()
  private foundStates: ReadonlyMap<AnyNode, string> | undefined

  constructor({ path, text }: SourceFile, program: AnyNode) {
    this.path = path
    this.text = text
    this.program = program
    this.nodes = [...placed(program)]
    for (const at of this.nodes) this.places.set(at.node, at)
    for (const statement of program.type === 'Program' ? program.body : []) this.learn(statement)
    for (const { node } of this.nodes) this.learnExports(node)
  }

  /** Where its functions use variables of the module that functions change, with the name of each. */
  get states(): ReadonlyMap<AnyNode, string> {
    return (this.foundStates ??= new Map(stateUses(this.program, this.nodes).map(({ node, name }) => [node, name])))
  }

  placeOf(node: AnyNode): Placed | undefined {
    return this.places.get(node)
  }

  textOf({ start, end }: AnyNode): string {
    return this.text.slice(start, end)
  }

  meaningOf(name: string, at: Placed): Meaning {
    if (namesInScope(at, this.known).includes(name)) return { kind: 'local' }
    const imported = this.imports.get(name)
    if (imported) return { kind: 'imported', imported }
    return this.values.has(name) ? { kind: 'module', value: this.values.get(name) } : { kind: 'global' }
  }

  /** What the module exports under that name, when it is its own. */
  exportOf(name: string): AnyNode | undefined {
    const found = this.exported.get(name)
    return typeof found === 'string' ? this.values.get(found) : found
  }

  /** The variable under which the module has all of `durable-functions`. */
  get durableName(): string | undefined {
    for (const [name, { from, name: what }] of this.imports)
      if (from === 'durable-functions' && (what === '*' || what === 'default')) return name
    return undefined
  }

  private learn(statement: AnyNode): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const each of statement.specifiers) {
          const name =
            each.type === 'ImportSpecifier'
              ? nameOf(each.imported)
              : each.type === 'ImportDefaultSpecifier'
                ? 'default'
                : '*'
          this.imports.set(each.local.name, { from: String(statement.source.value), name })
        }
        break
      case 'ExportNamedDeclaration':
        if (statement.declaration) this.learn(statement.declaration)
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (statement.id) this.values.set(statement.id.name, statement)
        break
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          if (this.learnRequire(id, init ?? undefined)) continue
          for (const name of declaredNames(id))
            this.values.set(name, id.type === 'Identifier' ? (init ?? undefined) : undefined)
        }
        break
      default:
        this.learnImportEquals(statement)
    }
  }

  /** `const x = require('y')`, `const { a, b: c } = require('y')`. */
  private learnRequire(id: AnyNode, init: AnyNode | undefined): boolean {
    const from = init && requiredBy(init)
    if (from === undefined) return false
    if (id.type === 'Identifier') this.imports.set(id.name, { from, name: '*' })
    if (id.type === 'ObjectPattern')
      for (const each of id.properties)
        if (each.type === 'Property' && each.value.type === 'Identifier' && !each.computed)
          this.imports.set(each.value.name, { from, name: nameOf(each.key) })
    return true
  }

  /** `import df = require('durable-functions')`. */
  private learnImportEquals(statement: AnyNode): void {
    const node = statement as unknown as {
      type: string
      id?: { name: string }
      moduleReference?: { expression?: { value?: unknown } }
    }
    const from = node.moduleReference?.expression?.value
    if (node.type === 'TSImportEqualsDeclaration' && node.id && typeof from === 'string')
      this.imports.set(node.id.name, { from, name: '*' })
  }

  private learnExports(node: AnyNode): void {
    if (node.type === 'ExportNamedDeclaration' && !node.source) {
      for (const each of node.specifiers) this.exported.set(nameOf(each.exported), nameOf(each.local))
      const { declaration } = node
      if (declaration?.type === 'VariableDeclaration')
        for (const { id } of declaration.declarations)
          for (const name of declaredNames(id)) this.exported.set(name, name)
      else if (declaration && 'id' in declaration && declaration.id)
        this.exported.set(declaration.id.name, declaration.id.name)
    }
    if (node.type === 'ExportDefaultDeclaration')
      this.exported.set('default', node.declaration.type === 'Identifier' ? node.declaration.name : node.declaration)
    if (node.type === 'AssignmentExpression') this.learnCommonJs(node.left, node.right)
  }

  /** `exports.x = …`, `module.exports.x = …`, `module.exports = { x, y: … }`. */
  private learnCommonJs(left: AnyNode, right: AnyNode): void {
    const path = dotted(left)
    const name = /^(?:module\.)?exports\.(\w+)$/.exec(path ?? '')?.[1]
    if (name !== undefined) this.exported.set(name, right.type === 'Identifier' ? right.name : right)
    if (path !== 'module.exports') return
    if (right.type === 'Identifier') this.exported.set('default', right.name)
    if (right.type !== 'ObjectExpression') return
    for (const each of right.properties)
      if (each.type === 'Property' && !each.computed)
        this.exported.set(nameOf(each.key), each.value.type === 'Identifier' ? each.value.name : each.value)
  }
}

/** `a.b.c` as text, when it is nothing but names. */
export function dotted(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ChainExpression') return dotted(node.expression)
  if (node.type !== 'MemberExpression') return undefined
  const object = dotted(plain(node.object))
  const property =
    !node.computed && node.property.type === 'Identifier' ? node.property.name : constantText(node.property)
  return object !== undefined && property !== undefined ? `${object}.${property}` : undefined
}

/** Without what TypeScript puts around a value, and without brackets. */
export function plain(node: AnyNode): AnyNode {
  const inner = node as AnyNode & { readonly expression?: AnyNode }
  return node.type.startsWith('TS') && inner.expression ? plain(inner.expression) : node
}

export function constantText(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/** A function as it is written, or the `handler` of options. */
export function handlerIn(node: AnyNode): AnyNode {
  const value = plain(node)
  if (value.type !== 'ObjectExpression') return value
  const handler = value.properties.find((each) => each.type === 'Property' && nameOf(each.key) === 'handler')
  return handler?.type === 'Property' ? plain(handler.value) : value
}

export function isFunctionNode(node: AnyNode | undefined): node is Extract<AnyNode, { params: unknown }> {
  return node !== undefined && isFunction(node) && Boolean(node.body)
}

function requiredBy(init: AnyNode): string | undefined {
  const call = init as CallExpression
  const isRequire =
    init.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'require'
  return isRequire ? constantText(call.arguments[0]) : undefined
}

function nameOf(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : String(constantText(node) ?? '')
}
