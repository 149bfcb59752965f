import type { AnyNode, CallExpression } from 'acorn'
import type { SourceFile } from '#durable/build.ts'
import { isRelative, resolveModule } from '#durable/resolve-module.ts'
import { isLoadable } from '../../compile-module.ts'
import type { Placed } from '../../nodes.ts'
import { dotted, handlerIn, isFunctionNode, ModuleCode, plain } from './module-code.ts'
import { parseSource } from './parse-source.ts'

type FunctionNode = Extract<AnyNode, { params: unknown }>

/** A function whose code runs as part of an orchestrator: its own, or one that it calls. */
export interface ReachedFunction {
  readonly module: ModuleCode
  readonly fn: FunctionNode
  /** It is what was registered. */
  readonly isHandler: boolean
}

/** The code of an app, as far as it parses. */
export class AppCode {
  readonly modules: ReadonlyMap<string, ModuleCode>
  /** Whether all of its code could be read: else there may be functions that nobody knows of. */
  readonly isComplete: boolean
  private readonly known = new Map<string, readonly CallExpression[]>()

  constructor(files: readonly SourceFile[]) {
    const code = files.filter(({ path }) => isLoadable(path) && !path.endsWith('.json'))
    this.modules = new Map(
      code.flatMap((file): [string, ModuleCode][] => {
        const program = parseSource(file)
        return program ? [[file.path, new ModuleCode(file, program)]] : []
      }),
    )
    this.isComplete = this.modules.size === code.length
  }

  /** All functions that run as part of an orchestrator, each once. */
  reached(): ReachedFunction[] {
    const found = new Map<AnyNode, ReachedFunction>()
    const waiting = [...this.modules.values()].flatMap((module) => this.handlersIn(module))
    for (const each of waiting) {
      if (found.has(each.fn)) continue
      found.set(each.fn, each)
      waiting.push(...this.calledFrom(each))
    }
    return [...found.values()]
  }

  /** What was registered with that method of `df.app`, by name; `undefined` where a name is not written out. */
  registered(method: 'activity' | 'orchestration'): readonly CallExpression[] {
    const found =
      this.known.get(method) ?? [...this.modules.values()].flatMap((module) => registrations(module, method))
    this.known.set(method, found)
    return found
  }

  private handlersIn(module: ModuleCode): ReachedFunction[] {
    return registrations(module, 'orchestration').flatMap((call) => {
      const at = module.placeOf(call)
      const second = call.arguments[1]
      return at && second ? this.functionsOf(handlerIn(second), module, at, true) : []
    })
  }

  /** The function that an expression stands for: written there, named, or imported. */
  private functionsOf(node: AnyNode, module: ModuleCode, at: Placed, isHandler: boolean): ReachedFunction[] {
    if (isFunctionNode(node)) return [{ module, fn: node, isHandler }]
    const path = dotted(node)
    if (path === undefined) return []
    const [head = '', ...rest] = path.split('.')
    const meaning = module.meaningOf(head, at)
    if (meaning.kind === 'module' && meaning.value) {
      const value = rest.length === 0 ? handlerIn(meaning.value) : memberOf(plain(meaning.value), rest)
      return isFunctionNode(value) ? [{ module, fn: value, isHandler }] : []
    }
    if (meaning.kind !== 'imported' || !isRelative(meaning.imported.from)) return []
    return this.exportedFunctions(
      meaning.imported.from,
      module.path,
      [...(meaning.imported.name === '*' ? [] : [meaning.imported.name]), ...rest],
      isHandler,
    )
  }

  private exportedFunctions(
    specifier: string,
    from: string,
    names: readonly string[],
    isHandler: boolean,
  ): ReachedFunction[] {
    const path = resolveModule(specifier, from, (candidate) => this.modules.has(candidate))
    const module = path === undefined ? undefined : this.modules.get(path)
    const [name = 'default', ...rest] = names
    const exported = module?.exportOf(name)
    const value = exported && (rest.length === 0 ? handlerIn(exported) : memberOf(plain(exported), rest))
    return module && isFunctionNode(value) ? [{ module, fn: value, isHandler }] : []
  }

  private calledFrom({ module, fn }: ReachedFunction): ReachedFunction[] {
    return insideOf(module, fn).flatMap((at) => {
      const { node } = at
      if (node.type !== 'CallExpression') return []
      return this.functionsOf(plain(node.callee), module, at, false)
    })
  }
}

/** The nodes of a function, with those of functions inside it. */
export function insideOf(module: ModuleCode, fn: AnyNode): readonly Placed[] {
  return module.nodes.filter(({ node }) => node.start >= fn.start && node.end <= fn.end && node !== fn)
}

/** `df.app.activity(…)`, whatever `df` is called or wherever it comes from, and `app.activity(…)` of durable-functions. */
function registrations(module: ModuleCode, method: string): CallExpression[] {
  return module.nodes.flatMap((at) => {
    const { node } = at
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return []
    const { object, property, computed } = node.callee
    if (computed || property.type !== 'Identifier' || property.name !== method) return []
    return isDurableApp(plain(object), at, module) ? [node] : []
  })
}

function isDurableApp(node: AnyNode, at: Placed, module: ModuleCode): boolean {
  if (node.type === 'MemberExpression') return node.property.type === 'Identifier' && node.property.name === 'app'
  if (node.type !== 'Identifier') return false
  const meaning = module.meaningOf(node.name, at)
  return meaning.kind === 'imported' && meaning.imported.from === 'durable-functions' && meaning.imported.name === 'app'
}

function memberOf(node: AnyNode, names: readonly string[]): AnyNode | undefined {
  let at: AnyNode | undefined = node
  for (const name of names) {
    if (at?.type !== 'ObjectExpression') return undefined
    const property: AnyNode | undefined = at.properties.find(
      (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name,
    )
    at = property?.type === 'Property' ? plain(property.value) : undefined
  }
  return at
}
