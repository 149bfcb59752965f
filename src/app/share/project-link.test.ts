import { expect, test } from 'vitest'
import { parseAddress } from '#project/address.ts'
import { decodeProject } from '#project/link.ts'
import { asMarkdown, projectLink } from './project-link.ts'

const files = [{ path: 'src/functions/hello.ts', text: 'export {}\n' }]

test('the link holds the whole project, on this page and without what was looked at there', () => {
  const made = projectLink('Hello', files, 'https://play.example/app/?utm=x#p/0123')
  if (!made.ok) throw new Error(made.message)
  expect(made.link).toMatch(/^https:\/\/play\.example\/app\/#1\./)
  const { what } = parseAddress(new URL(made.link).hash)
  expect(what.kind === 'link' && decodeProject(what.payload)).toMatchObject({ name: 'Hello', files })
})

test('a short link fits everywhere, a long one says where it does not', () => {
  const short = projectLink('Hello', files, 'https://play.example/')
  expect(short.ok && short.fits.every(({ fits }) => fits)).toBe(true)
  const noise = Array.from({ length: 4000 }, () => Math.random().toString(36)).join('')
  const long = projectLink('Noise', [{ path: 'a.ts', text: noise }], 'https://play.example/')
  expect(long.ok && long.fits.map(({ fits }) => fits)).toEqual([false, false, false])
})

test('a project that no link can hold says why', () => {
  const made = projectLink('Bad', [{ path: '../outside.ts', text: '' }], 'https://play.example/')
  expect(made).toMatchObject({ ok: false })
})

test('a name cannot break out of its Markdown', () => {
  expect(asMarkdown('a](b)\n[c', 'https://x/')).toBe('[a\\](b) \\[c](https://x/)')
})
