import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { settingsOf } from '#durable/app-settings.ts'
import { settingsProblems } from '#durable/host-options.ts'
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

test.each(named)('%s has settings without fault, functions to load, and fits a link', async (_, sample) => {
  const files = await sample.load()
  expect(settingsOf(files)).toMatchObject({ routePrefix: 'api' })
  expect(settingsProblems(files)).toEqual([])
  expect(entryFiles(files)).not.toEqual([])
  expect(languageOf(files)).toBe(sample.language === 'python' ? 'python' : 'javascript')
  const payload = encodeProject({ name: sample.title, files })
  expect(decodeProject(payload).files).toEqual(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
  expect(payload.length).toBeLessThan(2000)
})

/** One program for all: what each `tsconfig.json` says is the same, and starting the compiler is what costs. */
test('the samples in TypeScript type-check as their own settings say', async () => {
  const inTypeScript = samples.filter(({ language }) => language === 'typescript')
  const sources = await Promise.all(
    inTypeScript.map(async (sample) =>
      (await sample.load())
        .filter(({ path }) => path.endsWith('.ts'))
        .map(({ path }) => `${folder(sample.id)}/${path}`),
    ),
  )
  const settings = inTypeScript.map(({ id }) => readFileSync(`${folder(id)}/tsconfig.json`, 'utf8'))
  expect(new Set(settings.map((text) => JSON.stringify(JSON.parse(text)))).size).toBe(1)
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
  const flags = [
    '--noEmit',
    '--ignoreConfig',
    '--strict',
    '--skipLibCheck',
    '--module',
    'commonjs',
    '--target',
    'es2022',
  ]
  const checked = promisify(execFile)(process.execPath, [tsc, ...flags, ...sources.flat()])
  await expect(checked).resolves.toMatchObject({ stdout: '' })
})
