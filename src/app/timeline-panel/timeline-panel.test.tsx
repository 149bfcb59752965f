import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import { history } from '#timeline/drawing.ts'
import { modelOf } from '#timeline/model/model.ts'
import { episode } from '#timeline/testing.ts'
import { barText, summaryOf } from './describe-span.ts'
import { keyMeaning } from './key-meaning.ts'
import { selectedSpans, selectionOf } from './selected-spans.ts'
import { Timeline } from './timeline.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

const now = () => 100 as EpochMs
const spansOf = (...whole: Parameters<typeof modelOf>) => modelOf(...whole).spans

const props = { now, selection: { instanceId: 'i', executionId: 'e', event: 0 }, onSelect: () => undefined }

function textIn(element: ReactElement): string[] {
  return renderToStaticMarkup(element)
    .split(/<[^>]*>/)
    .filter((text) => text.trim() !== '')
}

function textOf(events: readonly HistoryEvent[]): string[] {
  const episodes = events.length < 2 ? [] : [episode(0, 0, 2), episode(1, 2, events.length)]
  return textIn(<Timeline {...props} history={events} episodes={episodes} instance={instance} />)
}

test('every bar of the canvas is told as text, under its group and with its count', () => {
  const rows = textOf(history`
    say_hello  [-----------] [--x  [---
    ~          [----]
    !Approve        !
  `)
  expect(rows.slice(rows.indexOf('greet')).join(' | ')).toBe(
    'greet | 2 episodes | Episode 1, completed, 3 ms | Episode 2, completed, 11 ms | ' +
      'say_hello | 1 failed |  · 1 running · 1 done | say_hello, completed, 12 ms, 0 | say_hello, failed, 3 ms, 1 | ' +
      'say_hello, running, 65 ms, 2 | Timer | 1 fired | Timer, fired, 5 ms | Approve | 1 arrived | Approve, arrived',
  )
})

test('the bar of the selected event is the selected row', () => {
  const markup = renderToStaticMarkup(
    <Timeline
      {...props}
      history={history`
        A [-] [-]
      `}
      episodes={[]}
      instance={instance}
      selection={{ instanceId: 'i', executionId: 'e', event: 3 }}
    />,
  )
  expect(markup.match(/aria-selected="true"/g)).toHaveLength(1)
  expect(markup).toMatch(/aria-activedescendant="[^"]*event:2"/)
})

test('each empty state says what is missing', () => {
  const empty = (shown: Instance | null) =>
    textIn(<TimelinePanel {...props} history={[]} episodes={[]} instance={shown} none="Press Run." />)
  expect(empty(null)).toEqual(['Press Run.'])
  expect(empty({ ...instance, status: 'Pending' })).toEqual(['greet is Pending: its first episode has not run yet.'])
  expect(textOf([{ type: 'OrchestratorStarted', at: now() }])).toContain('Started. Nothing has been scheduled yet.')
})

test('text of user code is shown as text, on one line and cut', () => {
  expect(summaryOf('"<b>Tokyo</b>"', 40)).toBe('<b>Tokyo</b>')
  expect(summaryOf('{"a":\n  1}', 40)).toBe('{"a": 1}')
  expect(summaryOf(`"${'x'.repeat(1e6)}"`, 5)).toBe('xxxx…')
  expect(summaryOf('"a\\u202eb\\u0000c"', 40)).toBe('a b c')
  expect([summaryOf('null', 9), summaryOf(null, 9), summaryOf('""', 9)]).toEqual(['', '', ''])
})

test('a bar tells its argument and length, a failed one why, a timer the time left', () => {
  const texts = spansOf(
    history`
      A [---]
      B [--x
      C [--
      ~ [----------|
    `,
    [],
  ).map((span) => barText(span, 10 as EpochMs, false))
  expect(texts).toEqual(['0 · 4 ms', 'drawn so · 1', '2', '1 s left'])
})

test('what choosing a bar selects, selects that bar', () => {
  const spans = spansOf(
    history`
      A [-] [-]
      !Go   !
    `,
    [episode(0, 0, 2), episode(1, 2, 5)],
  )
  for (const span of spans) {
    expect(selectedSpans(spans, { instanceId: 'i', executionId: 'e', ...selectionOf(span) })).toEqual([span])
  }
})

test('keys held with others belong to the browser', () => {
  const key = { key: '0', ctrlKey: false, metaKey: false, altKey: false }
  expect(keyMeaning(key)).toEqual({ type: 'fit' })
  expect(keyMeaning({ ...key, ctrlKey: true })).toBe(null)
  expect(keyMeaning({ ...key, key: 'q' })).toBe(null)
})

const instance: Instance = {
  instanceId: 'i',
  executionId: 'e',
  name: 'greet',
  status: 'Running',
  input: null,
  customStatus: null,
  output: null,
  createdAt: 0 as EpochMs,
  updatedAt: 0 as EpochMs,
  historyLength: 0,
  episodes: 0,
}
