import { expect, test } from 'vitest'
import { linkParts } from './link-parts.ts'

const root = 'https://play.example/durable'

test('the banner links to the functions', () => {
  expect(linkParts(`        Hello: [GET,POST] ${root}/api/Hello`, root)).toEqual([
    { text: '        Hello: [GET,POST] ' },
    { text: `${root}/api/Hello`, href: `${root}/api/Hello` },
  ])
})

test('a route with parameters, and what is elsewhere, are no links', () => {
  for (const text of [`${root}/api/{name}`, 'https://evil.example/', 'javascript:alert(1)', `${root}evil/x`, 'plain'])
    expect(linkParts(text, root)).toEqual([{ text }])
})

test('an address ends before the sentence does', () => {
  expect(linkParts(`See ${root}/api/a, or ${root}/api/b.`, root).map(({ text }) => text)).toEqual([
    'See ',
    `${root}/api/a`,
    ', or ',
    `${root}/api/b`,
    '.',
  ])
})

test('an empty line has no parts', () => {
  expect(linkParts('', root)).toEqual([])
})
