import { pathProblem } from '#project/paths.ts'
import { i18n } from '../i18n/i18n.ts'

/** Why a file cannot be called so, for the person who typed it; `undefined` when it can. */
export function pathInWords(path: string, taken: readonly string[]): string | undefined {
  if (taken.includes(path)) return i18n._('There is a file of that name.')
  switch (pathProblem(path)) {
    case undefined:
      return undefined
    case 'empty':
      return i18n._('A file needs a name.')
    case 'too long':
      return i18n._('This name is too long.')
    case 'not relative to the project':
      return i18n._('Name it from the project’s root, like src/functions/hello.ts.')
    case 'a character that no path holds':
      return i18n._('A name cannot hold \\ : * ? " < > |')
    case 'a reserved name':
      return i18n._('This name is reserved.')
  }
}
