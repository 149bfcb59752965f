const byEnding: readonly (readonly [ending: RegExp, language: string])[] = [
  [/\.(?:[cm]?ts|tsx)$/, 'typescript'],
  [/\.(?:[cm]?js|jsx)$/, 'javascript'],
  [/\.json$/, 'json'],
  [/\.py$/, 'python'],
  [/\.md$/, 'markdown'],
]

/** Monaco's name for the language of a file. */
export function languageOf(path: string): string {
  return byEnding.find(([ending]) => ending.test(path))?.[1] ?? 'plaintext'
}
