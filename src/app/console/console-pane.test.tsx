import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { LineList } from './line-list.tsx'

test('lines are text with their level in words, and replayed ones say so', () => {
  const at = Date.UTC(2026, 10, 20, 4, 5, 6, 789) as EpochMs
  const markup = renderToStaticMarkup(
    <LineList
      root="https://play.example"
      lines={[
        { id: 1, at, level: 'information', category: 'Function.Hello.User', text: '<b>hello</b>', isReplaying: true },
        { id: 2, at, level: 'error', category: 'Host.General', text: 'x'.repeat(1000) },
      ]}
    />,
  )
  expect(markup).toContain('[2026-11-20T04:05:06.789Z] </time>&lt;b&gt;hello&lt;/b&gt;')
  expect(markup).toContain('data-replaying="true"')
  expect(markup).toContain('>error</b>')
  expect(markup).toContain('Show all')
})
