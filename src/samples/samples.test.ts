import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
