import { expect, test } from 'vitest'
import { withFix } from '#durable/fix.ts'
import { checkJavascript } from './check.ts'
import { parseSource } from './parse-source.ts'

// Wherever in the grammar it stands: what a fix writes is code, and what was underlined is so no more.

const expressions = [
  'Date.now()',
  'new Date()',
  'Math.random()',
  'crypto.randomUUID()',
  'crypto.getRandomValues(new Uint8Array(4))',
  'process.env.MODE',
  'fetch(known)',
  'Promise.all(known)',
  'new Promise((resolve) => setTimeout(resolve, 10))',
]

const places = [
  '_',
  'const x = _',
  'let y = 1, x = _',
  'x += _',
  'a[_] = _',
  'return _',
  'throw _',
  'yield _',
  'yield* _',
  'f(_, ..._)',
  'new F(_)',
  '[_, ..._]',
  '({ [_]: _, ...(_) })',
  'x = (_, _)',
  'x = -_ + _ ** 2',
  'x = !_ || _ && _',
  'x = _ ?? _',
  'x = _ ? _ : _',
  'x = _ < 1',
  'x = `${_} ${_}`',
  'tag`${_}`',
  'x = typeof _',
  'delete a[_]',
  'x = y?.[_]',
  'const { z = _ } = known',
  'if (_) {}',
  'while (_) break',
  'for (const y of _) {}',
  'for (let y = _; y < _; y += _) {}',
  'switch (_) { case _: }',
  'try {} catch { _ } finally { _ }',
  'const inner = () => _',
  'const inner = function* (y = _) { _ }',
  'class Inner { y = _; [_] () { return _ } static { _ } }',
  'label: for (;;) { _; break label }',
  'console.log(\n  _, // with a comment\n  _,\n)',
  'x = _\n;[1].map(f)',
]

const appOf = (body: string) => `const df = require('durable-functions')
df.app.orchestration('Odd', function* (context) {
  const known = context.df.getInput()
  ${body}
})
`

test.each(places)('in %j each fix of each use is code, and mends it', (place) => {
  for (const expression of expressions) {
    const files = [{ path: 'a.js', text: appOf(place.replaceAll('_', () => expression)) }]
    const problems = checkJavascript(files)
    for (const { fixes, cause } of problems) {
      for (const fix of fixes) {
        const after = withFix(files, fix)
        const text = after[0]?.text ?? ''
        expect(parseSource({ path: 'a.js', text }), `${cause}: ${fix.title}\n${text}`).toBeDefined()
        expect(checkJavascript(after).length, text).toBeLessThan(problems.length)
      }
    }
  }
})
