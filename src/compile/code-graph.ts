import { parse, type AnyNode, type CallExpression, type Expression, type Statement } from 'acorn'
import type { SourceFile } from '#durable/build.ts'
import { commonJsOf, isLoadable } from './compile-module.ts'
import { isFunction, isNode } from './nodes.ts'

/** What an orchestrator's code may do, as it is written: one step after the other. Lines count from 1. */
export type Step =
  /** A call of durable-functions; `name` is what it calls, when the code says so. `isRepeated`: for each item of a list. */
  | {
      readonly kind: 'call'
      readonly method: string
      readonly name: string | null
      readonly line: number
      readonly isRepeated: boolean
    }
  | { readonly kind: 'together'; readonly how: 'all' | 'any'; readonly line: number; readonly steps: readonly Step[] }
  | { readonly kind: 'choice'; readonly text: string; readonly line: number; readonly arms: readonly Arm[] }
  | { readonly kind: 'loop'; readonly text: string; readonly line: number; readonly steps: readonly Step[] }
  | {
      readonly kind: 'attempt'
      readonly line: number
      readonly steps: readonly Step[]
      readonly caught: readonly Step[]
    }
  | { readonly kind: 'end'; readonly how: 'return' | 'throw'; readonly line: number }

export interface Arm {
  /** What must hold: `yes`, `no`, or a case as it is written. */
  readonly when: string
  readonly steps: readonly Step[]
}

export interface CodeGraph {
  readonly file: string
  readonly orchestrator: string
  readonly line: number
  readonly steps: readonly Step[]
}

/** The orchestrators of these files, as far as their code can be read without running it. Files that do not compile have none. */
export function codeGraphsOf(files: readonly SourceFile[]): CodeGraph[] {
  return files.filter(({ path }) => isLoadable(path) && !path.endsWith('.json')).flatMap(graphsIn)
}

function graphsIn(file: SourceFile): CodeGraph[] {
  try {
    const code = commonJsOf(file)
    const program = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'commonjs',
      allowImportExportEverywhere: true,
      locations: true,
    })
    return new Reader(code, program).graphs(file.path)
  } catch {
    return []
  }
}

/** Methods of `context.df`, and what the first argument names. */
const methods = new Set([
  'callActivity',
  'callActivityWithRetry',
  'callSubOrchestrator',
  'callSubOrchestratorWithRetry',
  'createTimer',
  'waitForExternalEvent',
  'callEntity',
  'signalEntity',
  'callHttp',
  'continueAsNew',
  'lock',
])
/** What `df.app.x(name, …)` gives back makes tasks of that kind when it is called. */
const makers: Readonly<Record<string, string>> = { activity: 'callActivity', orchestration: 'callSubOrchestrator' }

const mostText = 60
/** Functions inside functions, and statements inside statements, are followed so deep. */
const deepest = 60

class Reader {
  private readonly code: string
  private readonly program: AnyNode
  private readonly functions = new Map<string, AnyNode>()
  private readonly texts = new Map<string, string>()
  private readonly made = new Map<string, { readonly method: string; readonly name: string | null }>()
  private readonly inside: AnyNode[] = []

  constructor(code: string, program: AnyNode) {
    this.code = code
    this.program = program
    for (const node of allNodes(program)) this.learn(node)
  }

  graphs(file: string): CodeGraph[] {
    const graphs: CodeGraph[] = []
    for (const node of allNodes(this.program)) {
      if (node.type !== 'CallExpression') continue
      const method = methodOf(node)
      if (method !== 'orchestration' && method !== 'orchestrator') continue
      const [first, second] = node.arguments
      const fn = this.functionOf(method === 'orchestration' ? second : first)
      if (fn === undefined) continue
      const name = method === 'orchestration' ? this.textOf(first) : null
      graphs.push({ file, orchestrator: name ?? file, line: lineOf(fn), steps: this.bodyOf(fn) })
    }
    return graphs
  }

  private learn(node: AnyNode): void {
    if (node.type === 'FunctionDeclaration' && node.id) this.functions.set(node.id.name, node)
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return
    const { name } = node.id
    if (isFunction(node.init)) this.functions.set(name, node.init)
    if (node.init.type === 'Literal' && typeof node.init.value === 'string') this.texts.set(name, node.init.value)
    if (node.init.type !== 'CallExpression') return
    const method = makers[methodOf(node.init) ?? '']
    if (method !== undefined) this.made.set(name, { method, name: this.textOf(node.init.arguments[0]) })
  }

  /** A handler: written here, named, or in the options `{ handler }`. */
  private functionOf(node: AnyNode | undefined): AnyNode | undefined {
    if (node === undefined) return undefined
    if (isFunction(node)) return node
    if (node.type === 'Identifier') return this.functions.get(node.name)
    if (node.type !== 'ObjectExpression') return undefined
    const handler = node.properties.find((each) => each.type === 'Property' && keyOf(each.key) === 'handler')
    return handler?.type === 'Property' ? this.functionOf(handler.value) : undefined
  }

  private bodyOf(fn: AnyNode): Step[] {
    if (!isFunction(fn) || this.inside.includes(fn) || this.inside.length > deepest) return []
    this.inside.push(fn)
    try {
      return fn.body.type === 'BlockStatement' ? this.statements(fn.body.body) : this.expression(fn.body, false)
    } finally {
      this.inside.pop()
    }
  }

  private statements(list: readonly (Statement | AnyNode)[]): Step[] {
    return list.flatMap((each) => this.statement(each))
  }

  private statement(node: AnyNode): Step[] {
    const line = lineOf(node)
    switch (node.type) {
      case 'BlockStatement':
        return this.statements(node.body)
      case 'IfStatement': {
        const arms = [
          { when: 'yes', steps: this.statement(node.consequent) },
          { when: 'no', steps: node.alternate ? this.statement(node.alternate) : [] },
        ]
        return [...this.expression(node.test, false), ...choice(this.shown(node.test), line, arms)]
      }
      case 'SwitchStatement': {
        const arms = node.cases.map(({ test, consequent }) => ({
          when: test ? this.shown(test) : 'default',
          steps: this.statements(consequent),
        }))
        return [...this.expression(node.discriminant, false), ...choice(this.shown(node.discriminant), line, arms)]
      }
      case 'ForStatement':
        return [
          ...this.parts([node.init]),
          ...loop(this.headOf(node, node.body), line, this.parts([node.test, node.body, node.update])),
        ]
      case 'ForInStatement':
      case 'ForOfStatement':
        return [
          ...this.expression(node.right, false),
          ...loop(this.headOf(node, node.body), line, this.statement(node.body)),
        ]
      case 'WhileStatement':
        return loop(this.headOf(node, node.body), line, this.parts([node.test, node.body]))
      case 'DoWhileStatement':
        return loop(`while (${this.shown(node.test)})`, line, this.parts([node.body, node.test]))
      case 'LabeledStatement':
        return this.statement(node.body)
      case 'TryStatement': {
        const steps = this.statement(node.block)
        const caught = node.handler ? this.statement(node.handler.body) : []
        const last = node.finalizer ? this.statement(node.finalizer) : []
        return steps.length + caught.length === 0 ? last : [{ kind: 'attempt', line, steps, caught }, ...last]
      }
      case 'ReturnStatement':
        return [...this.parts([node.argument]), { kind: 'end', how: 'return', line }]
      case 'ThrowStatement':
        return [...this.expression(node.argument, false), { kind: 'end', how: 'throw', line }]
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        return []
      default:
        return this.expression(node, false)
    }
  }

  private parts(nodes: readonly (AnyNode | null | undefined)[]): Step[] {
    return nodes.flatMap((node) => (node ? this.statement(node) : []))
  }

  /** The calls inside an expression, in the order in which they are written. */
  private expression(node: AnyNode, isRepeated: boolean): Step[] {
    if (node.type === 'YieldExpression' && node.delegate && node.argument?.type === 'CallExpression') {
      const { callee, arguments: given } = node.argument
      const helper = callee.type === 'Identifier' ? this.functions.get(callee.name) : undefined
      if (helper) return [...given.flatMap((each) => this.expression(each, isRepeated)), ...this.bodyOf(helper)]
    }
    if (node.type === 'ConditionalExpression') {
      const arms = [
        { when: 'yes', steps: this.expression(node.consequent, isRepeated) },
        { when: 'no', steps: this.expression(node.alternate, isRepeated) },
      ]
      return [...this.expression(node.test, isRepeated), ...choice(this.shown(node.test), lineOf(node), arms)]
    }
    if (node.type === 'CallExpression') return this.call(node, isRepeated)
    if (isFunction(node))
      return node.body.type === 'BlockStatement'
        ? repeated(this.statements(node.body.body).filter(({ kind }) => kind !== 'end'))
        : this.expression(node.body, true)
    return childrenOf(node).flatMap((child) => this.expression(child, isRepeated))
  }

  private call(node: CallExpression, isRepeated: boolean): Step[] {
    const line = lineOf(node)
    const method = methodOf(node) ?? ''
    const inner = [node.callee, ...node.arguments].flatMap((each) => this.expression(each, isRepeated))
    if ((method === 'all' || method === 'any') && isTask(node))
      return [{ kind: 'together', how: method, line, steps: inner }]
    if (methods.has(method)) return [...inner, { kind: 'call', method, name: this.aboutOf(node), line, isRepeated }]
    const made = node.callee.type === 'Identifier' ? this.made.get(node.callee.name) : undefined
    if (made) return [...inner, { kind: 'call', ...made, line, isRepeated }]
    return inner
  }

  /** What a call is about: a text, a constant that holds one, or the name of an entity. */
  private aboutOf({ arguments: [first] }: CallExpression): string | null {
    if (first?.type === 'NewExpression') return this.textOf(first.arguments[0])
    return this.textOf(first)
  }

  private textOf(node: AnyNode | undefined): string | null {
    if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
    if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null
    return node?.type === 'Identifier' ? (this.texts.get(node.name) ?? null) : null
  }

  private headOf(loop: AnyNode, body: AnyNode): string {
    return short(this.code.slice(loop.start, body.start))
  }

  private shown(node: Expression): string {
    return short(this.code.slice(node.start, node.end))
  }
}

function choice(text: string, line: number, arms: readonly Arm[]): Step[] {
  return arms.some(({ steps }) => steps.length > 0) ? [{ kind: 'choice', text, line, arms }] : []
}

function loop(text: string, line: number, steps: readonly Step[]): Step[] {
  return steps.length === 0 ? [] : [{ kind: 'loop', text, line, steps }]
}

function repeated(steps: readonly Step[]): Step[] {
  return steps.map((step) => (step.kind === 'call' ? { ...step, isRepeated: true } : step))
}

function methodOf({ callee }: CallExpression): string | undefined {
  return callee.type === 'MemberExpression' ? keyOf(callee.property) : undefined
}

/** `context.df.Task.all` and not `Promise.all`. */
function isTask({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression') return false
  const { object } = callee
  return object.type === 'MemberExpression'
    ? keyOf(object.property) === 'Task'
    : object.type === 'Identifier' && object.name === 'Task'
}

function keyOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

function* allNodes(root: AnyNode): Generator<AnyNode> {
  const waiting: AnyNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    waiting.push(...childrenOf(node).toReversed())
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode)
}

function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > mostText ? `${line.slice(0, mostText)}…` : line
}
