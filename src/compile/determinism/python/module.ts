import type { SourceFile } from '#durable/build.ts'
import { assignedBy, importsOf, nodesOfScope, parametersOf } from './bindings.ts'
import { childOf, functionAround, nodesIn, type PythonNode, pythonTree, siblingOf, statementOf } from './tree.ts'

/** What a name means at a place: a variable of a function, one of the module, something imported, or Python's own. */
export type Meaning =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'local' | 'variable'; readonly value?: PythonNode | undefined }
  | { readonly kind: 'definition'; readonly node: PythonNode }
  | { readonly kind: 'imported'; readonly from: string }

type Names = ReadonlyMap<string, Meaning>

/** One file of Python as it is written, and what its names stand for. */
export class PythonModule {
  readonly path: string
  readonly text: string
  readonly root: PythonNode
  readonly nodes: readonly PythonNode[]
  private readonly known = new Map<PythonNode, Names>()

  constructor({ path, text }: SourceFile) {
    this.path = path
    this.text = text
    this.root = pythonTree(text)
    this.nodes = [...nodesIn(this.root)]
  }

  readonly textOf = ({ start, end }: PythonNode): string => this.text.slice(start, end)

  /** Whether all of it could be read. A bare `yield` is Python, though the grammar does not know it. */
  get isWhole(): boolean {
    return !this.nodes.some(isError)
  }

  /** Whether the statement that holds the node could be read. */
  isClear(node: PythonNode): boolean {
    const statement = statementOf(node)
    const own = statement.children.filter(({ type }) => !type.endsWith('Body'))
    return !own.some((part) => [...nodesIn(part)].some(isError))
  }

  meaningOf(name: string, at: PythonNode): Meaning {
    for (let fn = functionAround(at); fn; fn = functionAround(fn)) {
      const found = this.namesOf(fn).get(name)
      if (found) return found.kind === 'variable' ? { ...found, kind: 'local' } : found
    }
    return this.namesOf(this.root).get(name) ?? { kind: 'builtin' }
  }

  /** A function or class of the module, by its name. */
  definitionOf(name: string): PythonNode | undefined {
    const meaning = this.namesOf(this.root).get(name)
    return meaning?.kind === 'definition' ? meaning.node : undefined
  }

  /**
   * What an expression stands for, whatever the module calls it: `random.randint` also for a `randint` that was imported,
   * `open` for Python's own. `undefined` for the app's own names.
   */
  fullName(node: PythonNode): string | undefined {
    const path = this.dotted(node)
    if (path === undefined) return this.memberOfNew(node)
    const [head = '', ...rest] = path.split('.')
    const meaning = this.meaningOf(head, node)
    if (meaning.kind === 'builtin') return rest.length === 0 ? path : undefined
    const known = meaning.kind === 'imported' ? meaning.from : 'value' in meaning && this.classOf(meaning.value)
    return known ? [known, ...rest].join('.') : undefined
  }

  /** `pathlib.Path.exists` for `Path("x").exists`. */
  private memberOfNew(node: PythonNode): string | undefined {
    const made = node.type === 'MemberExpression' ? this.classOf(node.children[0]) : undefined
    const property = childOf(node, 'PropertyName')
    return made !== undefined && property ? `${made}.${this.textOf(property)}` : undefined
  }

  /** Of `requests.Session()`, say: an imported class that is called. */
  private classOf(value: PythonNode | undefined): string | undefined {
    const [callee] = value?.type === 'CallExpression' ? value.children : []
    const [head = '', ...rest] = (callee && this.dotted(callee))?.split('.') ?? []
    const meaning = callee && this.meaningOf(head, callee)
    const full = meaning?.kind === 'imported' ? [meaning.from, ...rest].join('.') : ''
    return /\.[A-Z]\w*$/.test(full) ? full : undefined
  }

  /** `a.b.c` as text, when it is nothing but names. */
  dotted(node: PythonNode): string | undefined {
    if (node.type === 'VariableName') return this.textOf(node)
    if (node.type === 'Decorator') return node.children.filter(isNamePart).map(this.textOf).join('')
    const [object] = node.children
    const property = childOf(node, 'PropertyName')
    const path = node.type === 'MemberExpression' && object && property ? this.dotted(object) : undefined
    return path === undefined || !property ? undefined : `${path}.${this.textOf(property)}`
  }

  /** The text of a string without escapes and without what is put in. */
  constantText(node: PythonNode | undefined): string | undefined {
    if (node?.type !== 'String') return undefined
    return /^[uU]?(?:"""|'''|"|')([^\\]*?)(?:"""|'''|"|')$/s.exec(this.textOf(node))?.[1]
  }

  /** The name that stands for this at the end of the module's imports: `dt.timedelta` for `datetime.timedelta`, say. */
  nameFor(full: string): string | undefined {
    for (const [name, meaning] of this.namesOf(this.root)) {
      if (meaning.kind !== 'imported') continue
      if (meaning.from === full) return name
      if (full.startsWith(`${meaning.from}.`)) return name + full.slice(meaning.from.length)
    }
    return undefined
  }

  /** The names of a function, or of the module for its root. */
  namesOf(scope: PythonNode): Names {
    const before = this.known.get(scope)
    if (before) return before
    const names = new Map<string, Meaning>()
    const foreign = new Set<string>()
    for (const parameter of parametersOf(scope)) names.set(this.textOf(parameter), { kind: 'variable' })
    for (const node of nodesOfScope(scope)) {
      if (node.type === 'ScopeStatement') for (const each of node.children) foreign.add(this.textOf(each))
      for (const [name, meaning] of this.boundBy(node))
        names.set(name, names.has(name) && meaning.kind === 'variable' ? { kind: 'variable' } : meaning)
    }
    for (const name of foreign) names.delete(name)
    this.known.set(scope, names)
    return names
  }

  private boundBy(node: PythonNode): (readonly [string, Meaning])[] {
    if (node.type === 'ImportStatement')
      return importsOf(node, this.textOf).map(({ name, from }) => [name, { kind: 'imported', from }])
    if (node.type === 'FunctionDefinition' || node.type === 'ClassDefinition') {
      const name = childOf(node, 'VariableName')
      return name ? [[this.textOf(name), { kind: 'definition', node }]] : []
    }
    const variables = assignedBy(node).filter(({ type }) => type === 'VariableName')
    return variables.map((variable) => [this.textOf(variable), { kind: 'variable', value: valueOf(variable) }])
  }
}

function isError({ type, start, end, parent }: PythonNode): boolean {
  return type === '⚠' && !(start === end && parent?.type.startsWith('Yield'))
}

/** What `x = …` and `with … as x` give the variable; `undefined` for what is assigned otherwise. */
function valueOf(variable: PythonNode): PythonNode | undefined {
  const { parent } = variable
  if (parent?.type === 'WithStatement') return siblingOf(variable, -2)
  return parent?.type === 'AssignStatement' && parent.children.length === 3 ? parent.children[2] : undefined
}

function isNamePart({ type }: PythonNode): boolean {
  return type === 'VariableName' || type === 'PropertyName' || type === '.'
}
