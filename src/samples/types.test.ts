import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { samples } from './samples.ts'

const folder = (id: string) => fileURLToPath(new URL(id, import.meta.url))

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
    '--types',
    'node',
    '--module',
    'commonjs',
    '--target',
    'es2022',
  ]
  const checked = promisify(execFile)(process.execPath, [tsc, ...flags, ...sources.flat()])
  await expect(checked).resolves.toMatchObject({ stdout: '' })
})
