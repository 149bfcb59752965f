/** Why a text cannot be the path of a function app's file. */
export type PathProblem =
  | 'empty'
  | 'too long'
  | 'not relative to the project'
  | 'a character that no path holds'
  | 'a reserved name'

const MAX_LENGTH = 200

/** What is wrong with `path` as a file of a function app: relative, forward slashes, no way out. `undefined` when nothing is. */
export function pathProblem(path: string): PathProblem | undefined {
  if (path === '') return 'empty'
  if (path.length > MAX_LENGTH) return 'too long'
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(path)) return 'a character that no path holds'
  const segments = path.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
    return 'not relative to the project'
  // A path becomes a key of an object in links, modules and exports.
  if (segments.includes('__proto__')) return 'a reserved name'
  return undefined
}
