import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { LogLine } from '#durable/trace.ts'
import { coreToolsLine, functionsIn, type LineFilter, passes, startOf } from './console-lines.ts'

const lines: readonly LogLine[] = [
  line('information', "Executing 'Functions.StartChaining'"),
  line('warning', 'slow', 'a'),
  line('error', 'Boom', 'b'),
  line('debug', 'detail', 'a'),
]

test('a line looks as Core Tools print it', () => {
  expect(coreToolsLine(line('information', 'Host started'))).toBe('[2026-11-20T04:05:06.789Z] Host started')
})

test('lines are filtered by level, text and instance', () => {
  expect(texts({ atLeast: 'warning' })).toEqual(['slow', 'Boom'])
  expect(texts({ text: ' BOOM ' })).toEqual(['Boom'])
  expect(texts({ instanceId: 'a' })).toEqual(['slow', 'detail'])
})

test('a long line is cut by characters or by lines, a short one is whole', () => {
  expect(startOf('x'.repeat(600))).toBeUndefined()
  expect(startOf('x'.repeat(601))).toHaveLength(600)
  expect(startOf('a\nb\nc\nd')).toBeUndefined()
  expect(startOf('a\nb\nc\nd\ne')).toBe('a\nb\nc\nd')
})

test('lines are filtered by function, and replayed ones can be left out', () => {
  const more = [
    { ...line('information', 'one'), functionName: 'a' },
    { ...line('information', 'again'), functionName: 'a', isReplaying: true },
    { ...line('information', 'two'), functionName: 'b' },
  ]
  expect(functionsIn([...lines, ...more])).toEqual(['a', 'b'])
  expect(more.filter(passes({ ...all, functionName: 'a' }))).toHaveLength(2)
  expect(more.filter(passes({ ...all, functionName: 'a', withReplayed: false })).map(({ text }) => text)).toEqual([
    'one',
  ])
})

const all: LineFilter = { text: '', atLeast: 'trace', instanceId: null, functionName: null, withReplayed: true }

function texts(filter: Partial<LineFilter>): string[] {
  return lines.filter(passes({ ...all, ...filter })).map(({ text }) => text)
}

function line(level: LogLine['level'], text: string, instanceId?: string): LogLine {
  const at = Date.UTC(2026, 10, 20, 4, 5, 6, 789) as EpochMs
  return { at, level, category: 'Host.General', text, ...(instanceId === undefined ? {} : { instanceId }) }
}
