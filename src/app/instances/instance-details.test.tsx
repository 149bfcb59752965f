import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Instance } from '#durable/instance.ts'
import { InstanceDetails } from './instance-details.tsx'
import { InstanceList } from './instance-list.tsx'

test('an instance tells its status, payloads, times and what stands in its way', () => {
  const markup = renderToStaticMarkup(<InstanceDetails instance={instance} onSelect={() => undefined} />)
  expect(markup).toContain('Completed')
  expect(markup).toContain('[\n  &quot;Hello Tokyo!&quot;,\n')
  expect(markup).toContain('2026-11-20T04:05:06.789Z')
  expect(markup).toContain('No activity is called Helo. (src/a.ts:7)')
  expect(markup).toContain('12 events, 1 episode')
})

test('text that is no JSON is shown as it is', () => {
  const failed = { ...instance, output: "Orchestrator function 'x' failed: <b>no</b>" }
  const markup = renderToStaticMarkup(<InstanceDetails instance={failed} onSelect={() => undefined} />)
  expect(markup).toContain('failed: &lt;b&gt;no&lt;/b&gt;')
})

test('the selected row of the list is told to whoever listens', () => {
  const markup = renderToStaticMarkup(
    <InstanceList
      instances={[instance, { ...instance, instanceId: 'other' }]}
      selectedId="other"
      onSelect={() => undefined}
    />,
  )
  expect(markup.match(/aria-selected="true"/g)).toHaveLength(1)
  expect(markup).toContain('5f2c9d1e')
})

const instance: Instance = {
  instanceId: '5f2c9d1e0000000000000000000000aa',
  executionId: 'e',
  name: 'chaining',
  status: 'Completed',
  input: null,
  customStatus: null,
  output: '["Hello Tokyo!","Hello Seattle!","Hello London!"]',
  createdAt: Date.UTC(2026, 10, 20, 4, 5, 6, 789) as EpochMs,
  updatedAt: Date.UTC(2026, 10, 20, 4, 5, 7) as EpochMs,
  historyLength: 12,
  episodes: 1,
  diagnoses: [{ cause: 'unknown-activity', message: 'No activity is called Helo.', file: 'src/a.ts', line: 7 }],
}
