import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('an import against the layer table is caught, also when it is only a type', () => {
  const repository = repositoryWith(
    'src/replay/planted.ts',
    "import type { HubDb } from '#storage/hub-db.ts'\nexport type Planted = HubDb\n",
  )
  expect(lint(repository)).toContain('replay/ imports only: base, durable')
})

test('an import along the layer table passes', () => {
  const repository = repositoryWith(
    'src/replay/planted.ts',
    "import type { Action } from '#durable/action.ts'\nexport type Planted = Action\n",
  )
  expect(lint(repository)).toContain('Found 0 warnings and 0 errors')
})

/** A repository with our lint configuration and this one file: in the real one, whatever else is running would trip over it. */
function repositoryWith(path: string, text: string): string {
  const repository = mkdtempSync(join(tmpdir(), 'layers-'))
  onTestFinished(() => rmSync(repository, { recursive: true }))
  cpSync('oxlint.config.mjs', join(repository, 'oxlint.config.mjs'))
  symlinkSync(resolve('node_modules'), join(repository, 'node_modules'), 'junction')
  mkdirSync(join(repository, dirname(path)), { recursive: true })
  writeFileSync(join(repository, path), text)
  return repository
}

function lint(repository: string): string {
  const oxlint = resolve('node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '-c', 'oxlint.config.mjs', 'src'], {
    cwd: repository,
    encoding: 'utf8',
  })
  return stdout
}
