import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryCheck } from '#durable/history-check.ts'
import { type ImportedHistory, NoHistoryError } from '#durable/history-import/imported-history.ts'
import { readHistories } from '#durable/history-import/read-histories.ts'
import { partingInWords, unnoticedInWords } from '#explain/replay-check.ts'
import { unpackHistories } from '#project/unpack-histories.ts'
import { readFolder } from '../try/read-folder.ts'
import type { ReplayAsked } from './arguments.ts'
import { type OpenedApp, openApp } from './open-app.ts'

/** Holds each history against the app and says a line of each. Answers with the exit status: 0, 1 or 2. */
export async function replayFolder(
  { folder, histories }: ReplayAsked,
  say: (line: string) => void,
): Promise<0 | 1 | 2> {
  const app = await openApp(readFolder(folder))
  try {
    let status: 0 | 1 | 2 = 0
    for (const path of histories.flatMap(filesIn)) status = worse(status, await replayFile(app, path, say))
    return status
  } finally {
    app.close()
  }
}

const worse = (a: 0 | 1 | 2, b: 0 | 1 | 2) => (a > b ? a : b)

/** The file, or all files of the folder. */
function filesIn(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return [path]
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(json|csv|gz|zip)$/i.test(name),
  )
  if (files.length === 0) throw new Error(`${path} holds no histories.`)
  return files.toSorted().map((name) => join(path, name))
}

async function replayFile(app: OpenedApp, path: string, say: (line: string) => void): Promise<0 | 1 | 2> {
  let status: 0 | 1 | 2 = 0
  try {
    for (const { name, text } of unpackHistories(path, bytesOf(path))) {
      const histories = readHistories(text)
      for (const history of histories) {
        const named = histories.length > 1 ? `${name} [${history.instanceId}]` : name
        const check = await app.check(history)
        for (const line of linesOf(named, history, check)) say(line)
        status = worse(status, check.parting ? 1 : 0)
      }
    }
    return status
  } catch (error) {
    if (!(error instanceof NoHistoryError)) throw error
    say(`${path}: ${error.message}`)
    return 2
  }
}

function bytesOf(path: string): Uint8Array {
  if (!statSync(path, { throwIfNoEntry: false })) throw new NoHistoryError('There is no such file.')
  return readFileSync(path)
}

function linesOf(name: string, history: ImportedHistory, check: HistoryCheck): string[] {
  const { parting } = check
  if (!parting) {
    const notes = unnoticedInWords(check).map((note) => `  ${note}`)
    return [`${name}: fits (${check.events.length} events of ${history.name})`, ...notes]
  }
  const place = parting.at ? ` (${parting.at.file}:${parting.at.line})` : ''
  const notes = check.isExact ? [] : [TELLS_LESS]
  const sentence = (partingInWords(check) ?? parting.message).replace(/\.$/, '')
  return [`${name}: parts at event ${parting.position}: ${sentence}${place}`, ...notes]
}

const TELLS_LESS =
  '  (This file tells neither exact times nor the version of the instance, and the code may go by them. Rows of the History table, or a run saved in the playground, tell them.)'
