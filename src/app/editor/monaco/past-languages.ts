import { monaco } from './monaco.ts'

/** Languages that colour like TypeScript and JavaScript, for text that nobody will run or change. */
export function registerPastLanguages(): void {
  register('past-typescript', () => import('monaco-editor/languages/definitions/typescript/typescript.js'))
  register('past-javascript', () => import('monaco-editor/languages/definitions/javascript/javascript.js'))
}

interface Definition {
  readonly language: monaco.languages.IMonarchLanguage
}

function register(id: string, load: () => Promise<Definition>): void {
  monaco.languages.register({ id })
  monaco.languages.registerTokensProviderFactory(id, { create: async () => (await load()).language })
}
