import type { PyCallable } from 'pyodide/ffi'
import { expect, test } from 'vitest'
import { checkOrchestrators } from '#compile/determinism/check.ts'
import { withFix } from '#durable/fix.ts'
import { sharedPython } from '#language/python/testing/worker.ts'

// Wherever in Python's grammar it stands: what a fix writes is Python, and what was underlined is so no more.

const python = await sharedPython()
const compiled = python.runPython('lambda text: compile(text, "function_app.py", "exec") and None') as PyCallable

const expressions = [
  'time.time()',
  'datetime.now()',
  'uuid.uuid4()',
  'random.random()',
  'random.choice(known)',
  'os.getenv("A")',
  'os.environ["A"]',
  'requests.get(known)',
  'requests.get(known).text',
  'asyncio.gather(*known)',
  'asyncio.sleep(1)',
  'time.sleep(1)',
]

const places = [
  '_',
  'x = _',
  'x += _',
  'x: int = _',
  'a = b = _',
  'x = _, 1',
  'x = 1, _',
  'a[_] = _',
  'return _',
  'return _, 1',
  'raise _',
  'assert _, _',
  'del a[_]',
  'yield _',
  'x = yield _',
  'f(_)',
  'f(_, a=_, *_)',
  '[_, *_]',
  '{_: _}',
  'x = (_)',
  'x = (y := _)',
  'x = -_ + _ ** 2',
  'x = not _ or _',
  'x = _ < 1 < _',
  'x = _ if _ else _',
  'x = _.a[_]',
  'x = f"{_} {_:>10}"',
  'x = [_ for y in _ if _]',
  'x = {y: _ for y in z}',
  'x = lambda: _',
  'if _: pass',
  'while _: break',
  'for y in _: pass',
  'with _ as y: pass',
  'try: pass\nexcept _: pass',
  'match _:\n    case 1: pass',
  'def inner(y=_): return _',
  'class Inner:\n    y = _',
  'print(\n    _,\n    # with a comment\n    _\n)',
]

const app = (body: string) => `import asyncio, os, random, requests, time, uuid
from datetime import datetime
import azure.durable_functions as df
app = df.DFApp()

@app.orchestration_trigger(context_name="context")
def odd(context: df.DurableOrchestrationContext):
    known = context.get_input()
${body.replaceAll(/^/gm, '    ')}
`

test.each(places)('in %j each fix of each use is Python, and mends it', async (place) => {
  for (const expression of expressions) {
    const files = [{ path: 'function_app.py', text: app(place.replaceAll('_', () => expression)) }]
    const problems = await checkOrchestrators(files)
    for (const { fixes, line, column } of problems) {
      for (const fix of fixes) {
        const after = withFix(files, fix)
        const text = after[0]?.text ?? ''
        expect(() => compiled(text), `${fix.title} at ${line}:${column}\n${text}`).not.toThrow()
        expect((await checkOrchestrators(after)).length, text).toBeLessThan(problems.length)
      }
    }
  }
})
