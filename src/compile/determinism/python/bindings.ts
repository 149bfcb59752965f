import { childOf, isFunction, nodesIn, type PythonNode, siblingOf } from './tree.ts'

/** What a statement or an expression assigns: variables, and members of things; tuples are taken apart. */
export function assignedBy(node: PythonNode): PythonNode[] {
  return targetsOf(node).flatMap(flat)
}

function targetsOf(node: PythonNode): readonly PythonNode[] {
  const { type, children } = node
  switch (type) {
    case 'AssignStatement': {
      const last = children.findLastIndex((child) => child.type === 'AssignOp')
      return last < 0 ? children.slice(0, 1) : children.slice(0, last)
    }
    case 'UpdateStatement':
    case 'NamedExpression':
    case 'CapturePattern':
      return children.slice(0, 1)
    case 'DeleteStatement':
      return children
    case 'WithStatement':
    case 'TryStatement':
    case 'AsPattern':
      return children.filter((_, index) => children[index - 1]?.type === 'as')
    default:
      return loopVariables(children)
  }
}

/** Between `for` and `in`: of a statement, and of what is comprehended in brackets of any kind. */
function loopVariables(children: readonly PythonNode[]): PythonNode[] {
  let isTarget = false
  return children.filter(({ type }) => {
    isTarget = type === 'for' || (isTarget && type !== 'in')
    return isTarget && type !== 'for'
  })
}

const groups: ReadonlySet<string> = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression'])

function flat(target: PythonNode): PythonNode[] {
  if (groups.has(target.type)) return target.children.flatMap(flat)
  return target.type === 'VariableName' || target.type === 'MemberExpression' ? [target] : []
}

/** The parameters of a function. */
export function parametersOf(fn: PythonNode): PythonNode[] {
  return (childOf(fn, 'ParamList')?.children ?? []).filter(
    (child) => child.type === 'VariableName' && siblingOf(child, -1)?.type !== 'AssignOp',
  )
}

/** The nodes whose names belong to the function, or to the module: those of functions and classes inside it are theirs. */
export function* nodesOfScope(scope: PythonNode): Generator<PythonNode> {
  yield* nodesIn(scope, (inner) => inner !== scope && (isFunction(inner) || inner.type === 'ClassDefinition'))
}

/** Where a name comes from that is imported: `random.randint`, `.helpers`; `x.*` brings all names of `x`. */
export interface ImportedName {
  readonly name: string
  readonly from: string
}

/** What an import statement brings, under the names that the module uses. */
export function importsOf(statement: PythonNode, textOf: (node: PythonNode) => string): ImportedName[] {
  const words = statement.children.map(textOf).filter((word) => word !== '(' && word !== ')')
  const start = words.indexOf('import')
  const isFrom = words[0] === 'from'
  const module = isFrom ? words.slice(1, start).join('') : ''
  return partsOf(words.slice(start + 1)).map(({ path, as }) => {
    if (!isFrom)
      return as === undefined
        ? { name: path.split('.')[0] ?? path, from: path.split('.')[0] ?? path }
        : { name: as, from: path }
    const from = module.endsWith('.') ? module + path : `${module}.${path}`
    return { name: as ?? path, from }
  })
}

function partsOf(words: readonly string[]): { readonly path: string; readonly as: string | undefined }[] {
  const parts = words
    .join(' ')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return parts.map((part) => {
    const [path = '', as] = part.split(' as ')
    return { path: path.replaceAll(' ', ''), as: as?.trim() }
  })
}
