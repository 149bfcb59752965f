import type { SourceFile } from '#durable/build.ts'
import { PythonModule } from './module.ts'
import { argumentsOf, childOf, nodesIn, type PythonNode, plain } from './tree.ts'

/** A function whose code runs as part of an orchestrator: its own, or one that it calls. */
export interface ReachedFunction {
  readonly module: PythonModule
  readonly fn: PythonNode
  /** It is what was registered. */
  readonly isHandler: boolean
}

/** The Python of an app, of whichever programming model. */
export class PythonApp {
  readonly modules: ReadonlyMap<string, PythonModule>
  /** The names of its functions of both kinds; `undefined` for those that are not written out. */
  readonly activities: readonly (string | undefined)[]
  readonly orchestrators: readonly (string | undefined)[]
  /** Whether all of its code could be read: else there may be functions that nobody knows of. */
  readonly isComplete: boolean

  constructor(files: readonly SourceFile[]) {
    const code = files.filter(({ path }) => path.endsWith('.py'))
    this.modules = new Map(code.map((file) => [file.path, new PythonModule(file)]))
    const modules = [...this.modules.values()]
    this.isComplete = modules.every(({ isWhole }) => isWhole)
    const folders = files.flatMap(functionFolder)
    const ofKind = (trigger: string, name: string) => [
      ...folders.filter(({ triggers }) => triggers.includes(trigger)).map(({ name: folder }) => folder),
      ...modules.flatMap((module) => registrations(module, trigger).map((each) => nameOf(each, name, module))),
    ]
    this.activities = ofKind('activityTrigger', 'activity')
    this.orchestrators = ofKind('orchestrationTrigger', 'orchestration')
  }

  /** All functions that run as part of an orchestrator, each once. */
  reached(): ReachedFunction[] {
    const found = new Map<PythonNode, ReachedFunction>()
    const waiting = [...this.modules.values()].flatMap((module) => handlersIn(module))
    for (const each of waiting) {
      if (found.has(each.fn)) continue
      found.set(each.fn, each)
      waiting.push(...this.calledFrom(each))
    }
    return [...found.values()]
  }

  private calledFrom({ module, fn }: ReachedFunction): ReachedFunction[] {
    return insideOf(fn).flatMap((node) => {
      const [callee] = node.type === 'CallExpression' ? node.children : []
      const path = callee && module.dotted(callee)
      if (!callee || path === undefined) return []
      const [head = '', ...rest] = path.split('.')
      const meaning = module.meaningOf(head, node)
      if (meaning.kind === 'definition') return rest.length === 0 ? reachedFunction(module, meaning.node) : []
      return meaning.kind === 'imported' ? this.functionsNamed([meaning.from, ...rest].join('.'), module.path) : []
    })
  }

  /** The function that a full name, with the dots of a relative import before it, means in that file. */
  private functionsNamed(full: string, from: string): ReachedFunction[] {
    const split = full.lastIndexOf('.')
    const file = moduleFile(full.slice(0, split + 1), from)
    const module = file.map((path) => this.modules.get(path)).find((each) => each !== undefined)
    const definition = module?.definitionOf(full.slice(split + 1))
    return module && definition ? reachedFunction(module, definition) : []
  }
}

/** The nodes of a function's body, with those of functions inside it. */
export function insideOf(fn: PythonNode): readonly PythonNode[] {
  const parts = fn.type === 'FunctionDefinition' ? fn.children.filter(({ type }) => type === 'Body') : fn.children
  return parts.flatMap((part) => [...nodesIn(part)])
}

function reachedFunction(module: PythonModule, fn: PythonNode): ReachedFunction[] {
  return fn.type === 'FunctionDefinition' ? [{ module, fn, isHandler: false }] : []
}

/** `x.y.` as its module may stand in the app: `x/y.py`, `x/y/__init__.py`. One dot before it is the file's own folder. */
function moduleFile(module: string, from: string): readonly string[] {
  const [, dots = '', path = ''] = /^(\.*)(.*?)\.?$/.exec(module) ?? []
  const folders = from.split('/').slice(0, -1)
  if (dots.length - 1 > folders.length) return []
  const base = dots === '' ? [] : folders.slice(0, folders.length - dots.length + 1)
  const parts = [...base, ...path.split('.').filter((part) => part !== '' && part !== '__app__')].join('/')
  return parts === '' ? ['__init__.py'] : [`${parts}.py`, `${parts}/__init__.py`]
}

/** What `@app.orchestration_trigger(…)` and `df.Orchestrator.create(…)` make orchestrators of. */
function handlersIn(module: PythonModule): ReachedFunction[] {
  const decorated = registrations(module, 'orchestrationTrigger').map(({ fn }) => fn)
  const created = module.nodes.flatMap((node) => {
    const [callee] = node.type === 'CallExpression' ? node.children : []
    if (!callee || !/(?:^|\.)Orchestrator\.create$/.test(module.dotted(callee) ?? '')) return []
    const [given] = argumentsOf(node, module.textOf).list
    const definition = given?.type === 'VariableName' && module.definitionOf(module.textOf(given))
    return definition && definition.type === 'FunctionDefinition' ? [definition] : []
  })
  return [...decorated, ...created].map((fn) => ({ module, fn, isHandler: true }))
}

interface Registration {
  readonly decorator: PythonNode
  readonly fn: PythonNode
}

const decorators: Readonly<Record<string, RegExp>> = {
  activityTrigger: /\.activity_trigger$/,
  orchestrationTrigger: /\.orchestration_trigger$/,
}

/** Functions with a decorator of that kind, whatever the app or blueprint is called. */
export function registrations(module: PythonModule, trigger: string): Registration[] {
  return module.nodes.flatMap((node): Registration[] => {
    const fn = node.type === 'DecoratedStatement' && childOf(node, 'FunctionDefinition')
    const decorator = node.children.find(
      (child) => child.type === 'Decorator' && decorators[trigger]?.test(module.dotted(child) ?? ''),
    )
    return fn && decorator ? [{ decorator, fn }] : []
  })
}

/** The name that its trigger gives; else the function's. `undefined` for one that is not written out. */
function nameOf({ decorator, fn }: Registration, parameter: string, module: PythonModule): string | undefined {
  const { list, named } = argumentsOf(decorator, module.textOf)
  const given = named.get(parameter) ?? list[1] ?? functionName(decorator, module)
  if (given) return module.constantText(plain(given))
  const own = childOf(fn, 'VariableName')
  return own && module.textOf(own)
}

/** What `@app.function_name(…)` beside that decorator gives. */
function functionName({ parent }: PythonNode, module: PythonModule): PythonNode | undefined {
  const decorator = parent?.children.find(
    (each) => each.type === 'Decorator' && module.dotted(each)?.endsWith('.function_name'),
  )
  if (!decorator) return undefined
  const { list, named } = argumentsOf(decorator, module.textOf)
  return named.get('name') ?? list[0]
}

interface FunctionFolder {
  readonly name: string
  readonly triggers: readonly string[]
}

/** A function of the v1 model, which its function.json describes. */
function functionFolder({ path, text }: SourceFile): FunctionFolder[] {
  const [, folder] = /^([^/]+)\/function\.json$/.exec(path) ?? []
  if (folder === undefined) return []
  const [, name = folder] = /"(?:activity|orchestration)"\s*:\s*"([^"]+)"/.exec(text) ?? []
  return [{ name, triggers: [...text.matchAll(/"type"\s*:\s*"(\w+)"/g)].map(([, type = '']) => type) }]
}
