import { basename, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { reasonOf } from '#base/reason-of.ts'
import type { Diagnostic } from '#durable/build.ts'
import { ensureBuild } from './build/ensure-build.ts'
import { runCommand } from './run-command.ts'
import { parseTry, type Try } from './try/arguments.ts'
import { followLogs } from './try/follow-logs.ts'
import { openPlayground } from './try/open-playground.ts'
import { pageDoor } from './try/page-door.ts'
import { perform, type Outcome } from './try/perform.ts'
import { readFolder } from './try/read-folder.ts'
import type {} from '#app/automation/automation.ts'

// Does the code in my article run? `npm run -s try -- FOLDER --request 'METHOD PATH [BODY]' ...`
// Answers go to stdout, everything else to stderr. Exit status 0: as hoped, 1: another outcome, 2: something went wrong.

const say = (line: string) => void process.stderr.write(`${line}\n`)

await runCommand(async () => ((await tryOut(parseTry(process.argv.slice(2)))) === 'as hoped' ? 0 : 1), messageOf)

async function tryOut(asked: Try): Promise<Outcome> {
  const files = readFolder(asked.folder)
  await ensureBuild({ show: asked.isVerbose })
  const { page, origin, close } = await openPlayground(say)
  try {
    await page.evaluate(({ name, files }) => window.durablePlayground?.importFolder(name, files), {
      name: basename(resolve(asked.folder)),
      files,
    })
    const stopLogs = asked.isVerbose ? followLogs(page, say) : async () => {}
    try {
      return await runAndPerform(asked, page, origin)
    } finally {
      await stopLogs()
    }
  } finally {
    await close()
  }
}

async function runAndPerform(asked: Try, page: Page, origin: string): Promise<Outcome> {
  await page.evaluate((mode) => window.durablePlayground?.setClock(mode), asked.clock)
  const result = await page.evaluate(() => window.durablePlayground?.run())
  if (!result?.ok)
    throw new Error(result?.message ?? result?.diagnostics.map(shown).join('\n') ?? 'The page went away.')
  return perform(asked, {
    ...pageDoor(page, origin, result.functions),
    print: (body) => void process.stdout.write(Buffer.concat([body, Buffer.from('\n')])),
  })
}

/** What went wrong, without the traces of how an error left the page. */
function messageOf(error: unknown): string {
  const message = reasonOf(error)
  return message.replace(/^page\.evaluate: (Error: )?/, '').replace(/\n\s+at [^]*$/, '')
}

function shown({ file, line, column, message }: Diagnostic): string {
  return `${file}:${line}:${column}: ${message}`
}
