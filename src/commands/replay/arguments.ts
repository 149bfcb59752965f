import { parseArgs } from 'node:util'

/** What one `npm run replay` was asked to do. */
export interface ReplayAsked {
  readonly folder: string
  /** Files, or folders of files. */
  readonly histories: readonly string[]
}

const usage = 'npm run -s replay -- FOLDER HISTORY.json...'

/** Reads the command line. Throws with what is wrong and what is right. */
export function parseReplay(args: readonly string[]): ReplayAsked {
  const [folder, ...histories] = parseArgs({ args: [...args], allowPositionals: true, options: {} }).positionals
  if (folder === undefined || histories.length === 0)
    throw new Error(`Name a folder and at least one history.\nUsage: ${usage}`)
  return { folder, histories }
}
