import { expect, onTestFinished, test } from 'vitest'
import { limits } from '#wire/limits.ts'
import type { WorkerLogLine } from '#wire/language-calls.ts'
import { createConsole } from './console.ts'
import { asCall } from './current-call.ts'
import { flushLines, markReplay, sendLinesTo } from './log-lines.ts'

function open() {
  const lines: WorkerLogLine[] = []
  sendLinesTo((batch) => lines.push(...batch))
  onTestFinished(() => {
    flushLines()
    sendLinesTo(() => {})
  })
  const texts = () => (flushLines(), lines.map(({ text }) => text))
  return { console: createConsole(), lines, texts }
}

test('each method writes at its level', () => {
  const { console, lines } = open()
  console.log('%s is %d', 'Ada', 36)
  console.warn({ a: 1 })
  console.error(new Error('boom').message)
  console.debug('d')
  console.trace('t')
  console.assert(true, 'silent')
  console.assert(false, 'said')
  flushLines()
  expect(lines.map(({ level, text }) => [level, text])).toEqual([
    ['information', 'Ada is 36'],
    ['warning', '{ a: 1 }'],
    ['error', 'boom'],
    ['debug', 'd'],
    ['trace', 't'],
    ['error', 'Assertion failed: said'],
  ])
})

test('groups indent, counters count, tables and timers say something', () => {
  const { console, texts } = open()
  console.group('outer')
  console.log('a\nb')
  console.groupEnd()
  console.count()
  console.count()
  console.table([1])
  console.time('x')
  console.timeEnd('x')
  expect(texts()).toEqual([
    'outer',
    '  a\n  b',
    'default: 1',
    'default: 2',
    '[ 1 ]',
    expect.stringMatching(/^x: \d+\.\d{3}ms$/),
  ])
})

test('nothing it is given makes it throw', () => {
  const { console, texts } = open()
  const trap = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no')
      },
      get: () => {
        throw new Error('no')
      },
    },
  )
  console.log('before', trap)
  console.log('%s', Object.create(null), Symbol('s'), 1n)
  expect(texts()).toEqual(['before [object that cannot be shown]', '[Object: null prototype] {} Symbol(s) 1n'])
})

test('a line of 10 MB is cut here already', () => {
  const { console, texts } = open()
  console.log('x'.repeat(10_000_000))
  expect(texts()[0]).toHaveLength(limits.logLine)
  expect(texts()[0]).toContain('(10000000 characters; the limit is 32768)')
})

test('lines carry their call, and whether it was replaying', () => {
  const { console, lines } = open()
  let isReplaying = true
  const unmark = markReplay('episode', () => isReplaying)
  asCall('episode', () => {
    console.log('replayed')
    isReplaying = false
    asCall('inner', () => console.log('another'))
    console.log('new')
  })
  unmark()
  console.log('outside')
  flushLines()
  expect(lines.map(({ callId, text, isReplaying }) => [callId, text, isReplaying])).toEqual([
    ['episode', 'replayed', true],
    ['inner', 'another', undefined],
    ['episode', 'new', false],
    [null, 'outside', undefined],
  ])
})

test('a loop of logging sends what a second allows, and one more so that the host says so', () => {
  const { console, texts } = open()
  for (let i = 0; i < 5000; i++) console.log(i)
  expect(texts().length).toBeLessThanOrEqual(limits.logLinesPerSecond + 1)
})
