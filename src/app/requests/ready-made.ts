import type { FunctionInfo } from '#durable/function-info.ts'
import { blankDraft, type RequestDraft } from './request-draft.ts'

/** A request that the functions themselves suggest: one for each that answers HTTP. */
export interface ReadyMade {
  readonly functionName: string
  readonly method: string
  /** As Azure writes it, with the prefix: `api/orchestrators/{orchestratorName}`. */
  readonly route: string
  readonly params: readonly RouteParam[]
  /** The key that its level asks for. */
  readonly key?: string
}

export interface RouteParam {
  readonly name: string
  readonly value: string
  /** What it can sensibly be, when that is known: the orchestrators' names. Empty otherwise. */
  readonly choices: readonly string[]
}

/** One request per HTTP function, in the order the functions were registered. */
export function readyMade(functions: readonly FunctionInfo[]): readonly ReadyMade[] {
  const orchestrators = functions.filter(({ kind }) => kind === 'orchestrator').map(({ name }) => name)
  return functions.flatMap(({ name, http }) => {
    if (http === undefined) return []
    const params = routeParams(http.route, orchestrators)
    const method = methodOf(http.methods, params)
    return [{ functionName: name, method, route: http.route, params, ...(http.key !== undefined && { key: http.key }) }]
  })
}

/** The draft of a ready-made request, its route filled in. `values` win over the suggested ones. */
export function draftOf(ready: ReadyMade, values: Readonly<Record<string, string>> = {}): RequestDraft {
  const query = ready.key === undefined ? '' : `?code=${ready.key}`
  return { ...blankDraft, method: ready.method, url: `/${fillRoute(ready, values)}${query}` }
}

function fillRoute({ route, params }: ReadyMade, values: Readonly<Record<string, string>>): string {
  const filled = route.replaceAll(placeholder, (_whole, inner: string) => {
    const { name, isRest } = nameOf(inner)
    const value = values[name] ?? params.find((param) => param.name === name)?.value ?? ''
    return isRest ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
  })
  return filled.replace(/\/+$/, '')
}

/** `{name}`, `{name?}`, `{name:int}`, `{name:range(1,5)=3}`, `{*rest}`: ASP.NET's route templates, which Azure uses. */
const placeholder = /\{([^{}]*)\}/g

function routeParams(route: string, orchestrators: readonly string[]): readonly RouteParam[] {
  return Array.from(route.matchAll(placeholder), ([, inner = '']) => {
    const { name } = nameOf(inner)
    const choices = meansOrchestrator(name) ? orchestrators : []
    return { name, choices, value: choices[0] ?? suggestion(name, inner) }
  })
}

function nameOf(inner: string): { readonly name: string; readonly isRest: boolean } {
  return { name: inner.replace(/^\*+/, '').replace(/[:?=].*$/s, ''), isRest: inner.startsWith('*') }
}

function suggestion(name: string, inner: string): string {
  const given = inner.split('=')[1]
  if (given !== undefined) return given
  if (inner.endsWith('?') || inner.startsWith('*')) return ''
  if (/:(int|long|decimal|double|float|min|max|range)\b/.test(inner)) return '1'
  if (/:bool\b/.test(inner)) return 'true'
  if (/:guid\b/.test(inner)) return '00000000-0000-0000-0000-000000000000'
  return name
}

/** The quickstarts say `orchestratorName`; older samples say `functionName`. */
function meansOrchestrator(name: string): boolean {
  return /orchestrat(or|ion)/i.test(name) ? !/id$/i.test(name) : /^functionName$/i.test(name)
}

/** The first one it lists, as its author did; POST where it starts an orchestrator chosen by name. None listed: it takes any. */
function methodOf(methods: readonly string[], params: readonly RouteParam[]): string {
  const upper = methods.map((method) => method.toUpperCase())
  const starts = params.some(({ name }) => meansOrchestrator(name))
  if (starts && (upper.length === 0 || upper.includes('POST'))) return 'POST'
  return upper[0] ?? 'GET'
}
