import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { settingsOf } from '#durable/app-settings.ts'
import { entryFiles, languageOf } from '#project/function-app.ts'
import { decodeProject, encodeProject } from '#project/link.ts'
import { samples } from './samples.ts'

const folder = (id: string) => fileURLToPath(new URL(id, import.meta.url))
const named = samples.map((sample) => [sample.id, sample] as const)

test.each(named)('%s loads as the files of its folder', async (id, sample) => {
  const files = await sample.load()
  expect(files.map(({ path }) => path)).toContain('host.json')
  for (const { path, text } of files) expect(text).toBe(readFileSync(`${folder(id)}/${path}`, 'utf8'))
})

test.each(named)('%s has settings without fault, one entry, and fits a link', async (_, sample) => {
  const files = await sample.load()
  expect(settingsOf(files)).toMatchObject({ routePrefix: 'api', hubName: 'default', diagnostics: [] })
  expect(entryFiles(files)).toEqual([
    sample.language === 'typescript' ? 'src/functions/helloCities.ts' : 'src/functions/helloCities.js',
  ])
  expect(languageOf(files)).toBe('javascript')
  const payload = encodeProject({ name: sample.title, files })
  expect(decodeProject(payload).files).toEqual(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
  expect(payload.length).toBeLessThan(1500)
})

test.each(named.filter(([id]) => existsSync(`${folder(id)}/tsconfig.json`)))('%s type-checks', async (id) => {
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
  const checked = promisify(execFile)(process.execPath, [tsc, '--noEmit', '-p', folder(id)])
  await expect(checked).resolves.toMatchObject({ stdout: '' })
})
