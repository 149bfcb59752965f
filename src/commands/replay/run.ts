import { parseReplay } from './arguments.ts'
import { replayFolder } from './replay-folder.ts'

// The work is done while this module is imported: what imports it can load modules only as long as that takes.

export const status = await replayFolder(parseReplay(process.argv.slice(2)), (line) => {
  process.stdout.write(`${line}\n`)
})
