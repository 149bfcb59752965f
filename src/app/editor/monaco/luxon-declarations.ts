import { declarationsOf } from './declaration.ts'

/** The types of `luxon`: a chunk of its own, for code that imports it. */
const texts: Readonly<Record<string, string>> = import.meta.glob(
  ['/node_modules/@types/luxon/package.json', '/node_modules/@types/luxon/**/*.d.ts'],
  { query: '?raw', import: 'default', eager: true },
)

export const luxonDeclarations = declarationsOf(texts)
