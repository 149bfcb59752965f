import { compileMessage as ofLingui } from '@lingui/message-utils/compileMessage'
import { expect, test } from 'vitest'
import { compileMessage } from './compile.ts'
import { i18n } from './i18n.ts'

test('a message compiles to what Lingui’s own compiler makes of it', () => {
  const messages = [
    'Run',
    'Renamed to {name}.',
    '{ a } and {b}',
    '{count, plural, one {# event} other {# events}}',
    'In {count, plural, =0 {no file} one {# file of {name}} other {# files}}, at most',
    '{kind, select, http {HTTP} other {a # sign}}',
    'Ends in {name}',
    '{length, number} characters',
    '100 % of “it” – #1',
  ]
  for (const message of messages) expect(compileMessage(message)).toEqual(ofLingui(message))
})

test('a message reads as it should', () => {
  expect(i18n._('{count, plural, one {# event} other {# events}}', { count: 1 })).toBe('1 event')
  expect(i18n._('{count, plural, one {# event} other {# events}}', { count: 1200 })).toBe('1,200 events')
  expect(i18n._('Renamed to {name}.', { name: 'a.ts' })).toBe('Renamed to a.ts.')
})

test('what is not a message is refused', () => {
  for (const broken of ['{', 'a}', '{a, plural, one}', '{a, date, long}', '{a b}'])
    expect(() => compileMessage(broken)).toThrow(SyntaxError)
})
