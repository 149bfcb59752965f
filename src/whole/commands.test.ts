import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '#commands/build/paths.ts'

/** Exit status, and what was said on stderr. */
function command(name: string, args: readonly string[]): Promise<[unknown, string]> {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } }
  return new Promise((resolve) => {
    execFile(process.execPath, [tsx, `src/commands/${name}.ts`, ...args], options, (error, _, said) => {
      resolve([error?.code ?? 0, said])
    })
  })
}

const usage = 'Usage: npm run -s'

test.concurrent.each([
  ['recorded', [], `${usage} recorded -- FILE.json`],
  ['recorded', ['no.json'], 'no.json cannot be read: ENOENT: no such file or directory'],
  ['replay', [], `Name a folder and at least one history.\n${usage} replay -- FOLDER HISTORY.json...`],
  ['replay', ['--all', 'x'], `There is no option --all.\n${usage} replay`],
  ['replay', ['no-folder', 'x.json'], 'There is no folder no-folder.'],
  ['try', [], `Name one folder.\n${usage} try -- FOLDER`],
  ['start', ['--port', 'seven'], '--port seven is no port: it is a number up to 65535.'],
  ['fuzz', ['--programs', 'many'], '--programs many is no number.'],
  ['bench', ['nothing'], 'There is no part nothing to measure: engine, python, browser, timeline.'],
  ['mutants', ['nothing'], 'No fault is kept for nothing.'],
  ['sizes', ['nothing'], 'There is no folder '],
])('%s %j ends with status 2 and says why', async (name, args, why) => {
  const [status, said] = await command(name, args)
  expect(said).toContain(why)
  expect(said).not.toMatch(/^ {4}at /m)
  expect(status).toBe(2)
})

test('a recording of another shape is refused with the case that is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'cases.json')
  writeFileSync(path, '[{ "name": "a", "source": "", "orchestrator": "a", "episodes": [] }, null]')
  expect(await command('recorded', [path])).toEqual([
    2,
    `Case 2 of ${path} is none. Expected is a JSON list of cases, each with name, source, orchestrator and episodes.\n`,
  ])
})
