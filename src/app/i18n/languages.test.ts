import { expect, test } from 'vitest'
import { languageFor } from './languages.ts'

test('the app speaks the first of somebody’s languages that it knows', () => {
  expect(languageFor(['nl-BE', 'fr'])).toBe('nl')
  expect(languageFor(['de-AT', 'fr-CH', 'en'])).toBe('fr')
  expect(languageFor(['en-GB', 'fr'])).toBe('en')
  expect(languageFor(['zh-CN'])).toBe('zh-Hans')
  expect(languageFor(['zh-SG'])).toBe('zh-Hans')
})

test('who speaks none of them gets English, and traditional Chinese is not simplified', () => {
  expect(languageFor([])).toBe('en')
  expect(languageFor(['ja', 'ko'])).toBe('en')
  expect(languageFor(['zh-TW', 'en'])).toBe('en')
})

test('what is no language at all is passed over', () => {
  expect(languageFor(['C', 'en-US@posix', '', 'nl_NL.UTF-8', 'fr'])).toBe('fr')
})
