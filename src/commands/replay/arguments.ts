/** What one `npm run replay` was asked to do. */
export interface ReplayAsked {
  readonly folder: string
  /** Files, or folders of files. */
  readonly histories: readonly string[]
}

const usage = 'npm run -s replay -- FOLDER HISTORY.json...'

/** Reads the command line. Throws with what is wrong and what is right. */
export function parseReplay(args: readonly string[]): ReplayAsked {
  const option = args.find((each) => each.startsWith('-'))
  if (option !== undefined) throw misused(`There is no option ${option}.`)
  const [folder, ...histories] = args
  if (folder === undefined || histories.length === 0) throw misused('Name a folder and at least one history.')
  return { folder, histories }
}

function misused(what: string): Error {
  return new Error(`${what}\nUsage: ${usage}`)
}
