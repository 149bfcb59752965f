import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EditorPane } from './editor-pane.tsx'
import type { LineMark } from './line-mark.ts'

const files = [
  { path: 'src/functions/hello.ts', text: 'const a = 1\nyield <b>\n' },
  { path: 'host.json', text: '{}' },
]

function shown(path: string | null, marks: readonly LineMark[] = []): string {
  const nothing = () => {}
  return renderToStaticMarkup(
    <EditorPane
      {...{ projectId: 'p', files, path, marks, diagnostics: [], readOnly: false, hasRun: false, theme: 'light' }}
      {...{ onOpen: nothing, onChange: nothing, onTrouble: nothing }}
    />,
  )
}

test('the first paint is the file as text, with its line numbers and its name on a tab', () => {
  const markup = shown('src/functions/hello.ts')
  expect(markup).toContain('const a = 1\nyield &lt;b&gt;\n</pre>')
  expect(markup).toContain('>1\n2\n3</pre>')
  expect(markup).toMatch(/role="tab"[^>]*aria-selected="true"[^>]*>hello\.ts</)
})

test('marks are there before Monaco is, and say no more than a glance can take in', () => {
  const markup = shown('src/functions/hello.ts', [
    { line: 2, kind: 'replayed', count: 5, text: `from\nhistory ${'x'.repeat(500)}` },
  ])
  expect(markup).toContain('5×')
  expect(markup).toContain(`from history ${'x'.repeat(147)}…<`)
})

test('a path that names no file shows none', () => {
  expect(shown('gone.ts')).toContain('No file is open.')
  expect(shown(null)).toContain('No file is open.')
})
