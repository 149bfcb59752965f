import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { HistoryTable } from './history-table.tsx'

const history: readonly HistoryEvent[] = [
  { at: 1000 as EpochMs, type: 'ExecutionStarted', name: 'chaining', input: null, executionId: 'e' },
  { at: 1250 as EpochMs, type: 'TaskScheduled', id: 0, name: 'Hello', input: '"<b>Tokyo</b>"' as JsonText },
]

test('the table tells its events to readers of the screen, and the selected one whole', () => {
  const markup = renderToStaticMarkup(
    <HistoryTable
      history={history}
      episodes={[]}
      selection={{ instanceId: 'i', executionId: 'e', event: 1 }}
      onSelect={() => undefined}
    />,
  )
  expect(markup).toContain('role="grid"')
  expect(markup).toContain('aria-rowcount="3"')
  expect(markup).toContain('0:00.250')
  expect(markup).toContain('&lt;b&gt;Tokyo')
  expect(markup.match(/aria-selected="true"/g)).toHaveLength(1)
  expect(markup).toContain('Event 1: TaskScheduled')
})

test('no history says what to do', () => {
  const markup = renderToStaticMarkup(
    <HistoryTable history={[]} episodes={[]} selection={null} onSelect={() => undefined} />,
  )
  expect(markup).toContain('No history yet')
})
