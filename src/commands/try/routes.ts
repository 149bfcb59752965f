import type { FunctionInfo } from '#durable/function-info.ts'

/** Whether one of these functions' routes could have taken a path: tells a function's own 404 from one of the host. */
export function someRouteTakes(functions: readonly FunctionInfo[], path: string): boolean {
  return functions.some(({ http }) => http !== undefined && patternOf(http.route).test(path))
}

/** A path of a function that asks for a key, with its key: `func start` asks for none. */
export function withKey(functions: readonly FunctionInfo[], url: URL): URL {
  const key = functions.find(({ http }) => http?.key !== undefined && patternOf(http.route).test(url.pathname))?.http
    ?.key
  if (key === undefined || url.searchParams.has('code')) return url
  const keyed = new URL(url)
  keyed.searchParams.set('code', key)
  return keyed
}

/** The routes, one a line, with their methods. */
export function listRoutes(functions: readonly FunctionInfo[]): string {
  const routes = functions.flatMap(({ http }) => (http ? [`  ${http.methods.join(',')} /${http.route}`] : []))
  return routes.length === 0 ? 'No function of this app answers HTTP.' : ['The routes are:', ...routes].join('\n')
}

/** `api/a/{x}/{y?}/{*rest}` as a pattern over paths; letter case does not count, as on Azure. */
function patternOf(route: string): RegExp {
  const segments = route.split('/').filter(Boolean)
  const pattern = segments.map((segment) => {
    if (segment.startsWith('{*')) return '(?:/.*)?'
    if (/^\{[^{}]*[?=][^{}]*\}$/.test(segment)) return '(?:/[^/]+)?'
    return `/${segment
      .split(/\{[^{}]*\}/)
      .map(escaped)
      .join('[^/]+')}`
  })
  return new RegExp(`^${pattern.join('')}/?$`, 'i')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
