import { expect, test } from 'vitest'
import { withFix } from '#durable/fix.ts'
import { checkPython } from './check.ts'

type Sources = Readonly<Record<string, string>>

const files = (sources: Sources) => Object.entries(sources).map(([path, text]) => ({ path, text }))

/** `cause "text"` of each problem: what is underlined, to the letter. */
function underlined(sources: Sources): string[] {
  return checkPython(files(sources)).map(({ cause, file, line, column, endLine, endColumn }) => {
    const lines = (sources[file] ?? '').split('\n').slice(line - 1, endLine)
    const last = (lines.at(-1) ?? '').slice(0, endColumn - 1)
    const text = [...lines.slice(0, -1), last].join('\n').slice(column - 1)
    return `${cause} ${text}`
  })
}

const head = `import azure.functions as func
import azure.durable_functions as df

app = df.DFApp()
`

/** An app whose orchestrator has these lines. */
const app = (body: string, before = '') => ({
  'function_app.py': `${head}${before}
@app.orchestration_trigger(context_name="context")
def odd(context: df.DurableOrchestrationContext):
${body.replaceAll(/^/gm, '    ')}
`,
})

const imports = `import datetime
import os, time as t
import urllib.request
import requests
from datetime import datetime as dt, date
from random import randint, Random
from uuid import uuid4
from asyncio import sleep
`

test('what a name stands for is known, however it was imported', () => {
  const body = `datetime.datetime.now(); dt.utcnow(); date.today(); t.time(); randint(1, 6); uuid4()
os.getenv("A"); os.environ["B"]; os.environ.get("C", 1); dict(os.environ)
requests.get("u").json(); urllib.request.urlopen("u"); open("f"); input(); t.sleep(1); sleep(1)
import secrets
return f"{secrets.token_hex()}"`
  expect(underlined(app(body, imports))).toEqual([
    'clock datetime.datetime.now()',
    'clock dt.utcnow()',
    'clock date.today()',
    'clock t.time()',
    'random randint(1, 6)',
    'uuid uuid4()',
    'environment os.getenv("A")',
    'environment os.environ["B"]',
    'environment os.environ.get("C", 1)',
    'environment os.environ',
    'network requests.get("u")',
    'network urllib.request.urlopen("u")',
    'io open("f")',
    'io input()',
    'timer t.sleep(1)',
    'async sleep(1)',
    'random secrets.token_hex()',
  ])
})

test('an object of a class that goes out is known by what made it', () => {
  const body = `with requests.Session() as inner:
    inner.get("u")
outer.post("u"); outer.close()
either = outer
either = requests.Session()
either.get("u")
me = me()`
  expect(underlined(app(body, `${imports}outer = requests.Session()\n`))).toEqual([
    'network inner.get("u")',
    'network outer.post("u")',
  ])
})

test('what only looks like it is left alone', () => {
  const body = `open = lambda name: name
open("f"); time = context.current_utc_datetime; time.time(); random.random()
t.gmtime(0); Random(5).random(); datetime.datetime.fromtimestamp(0); datetime.timedelta(seconds=1)
os.path.join("a"); os.environ["SET"] = "1"; urllib.parse.quote("a"); t.strftime("%Y", t.gmtime(0))
isinstance(error, requests.HTTPError)`
  expect(underlined(app(body, imports.replace('import requests', 'from .mine import random')))).toEqual([])
})

test('names that every object of JavaScript has are names like any other', () => {
  expect(underlined(app('constructor(); toString(1); valueOf(context); hasOwnProperty("a"); __proto__(1)'))).toEqual([])
})

test('activities, clients, tests and the loading of the module are nobody’s business', () => {
  expect(
    underlined({
      'function_app.py': `${head}
import time
started = time.time()
count = 0

@app.activity_trigger(input_name="x")
def free(x):
    global count
    count += 1
    return time.time()

@app.orchestration_trigger(context_name="context")
def odd(context):
    return (yield context.call_activity("free", started))
`,
      'test_app.py': 'import random\ndef test_it(): random.random()',
    }),
  ).toEqual([])
})

test('code that runs only when nothing is replayed is left alone', () => {
  const body = `if not context.is_replaying:
    print(t.time())
if context.is_replaying:
    pass
elif x:
    t.time_ns()
else:
    t.monotonic()
x = t.perf_counter() if not context.is_replaying and x else None
context.is_replaying or print(t.process_time())
if context.is_replaying: t.ctime()
not context.is_replaying and print(t.time())
not (context.is_replaying and x) and t.time()
not context.is_replaying or t.localtime()`
  expect(underlined(app(body, imports))).toEqual([
    'clock t.time_ns()',
    'clock t.ctime()',
    'clock t.time()',
    'clock t.localtime()',
  ])
})

test('helpers are followed, into other files and generators too', () => {
  expect(
    underlined({
      'function_app.py': `${head}
from shared.inner import inner
from shared import tools
@app.orchestration_trigger(context_name="context")
def odd(context):
    yield from inner(context)
    tools.roll()
`,
      'shared/__init__.py': '',
      'shared/inner.py': `from . import tools
from .tools import roll as again
def inner(context):
    yield context.create_timer(tools.later())
    again()
`,
      'shared/tools.py': `import random, datetime
def roll(): return random.random()
def later(): return datetime.datetime.now()
def unused(): return random.random()
`,
    }),
  ).toEqual(['random random.random()', 'clock datetime.datetime.now()'])
})

test('an orchestrator of the v1 model is known by what makes it one', () => {
  expect(
    underlined({
      'Odd/function.json': '{ "scriptFile": "__init__.py", "bindings": [{ "type": "orchestrationTrigger" }] }',
      'Odd/__init__.py': `import azure.durable_functions as df
from ..shared import now
def orchestrator_function(context: df.DurableOrchestrationContext):
    yield context.call_activity("Helo", now())
main = df.Orchestrator.create(orchestrator_function)
`,
      'shared/__init__.py': 'import time\ndef now(): return time.time()',
      'Hello/function.json': '{ "bindings": [{ "name": "x", "type": "activityTrigger" }] }',
      'Hello/__init__.py': 'def main(x): return x',
    }),
  ).toEqual(['unknown-activity "Helo"', 'clock time.time()'])
})

test('variables of the module that functions change are underlined where they are used', () => {
  const before = `total = 0
seen = []
names = {}
fixed = [1]
def reset():
    global total
    total = 0
`
  const body = `global total
total += 1
seen.append("x")
names["a"] = 1
del names["b"]
len(fixed)
total2 = total
local = []; local.append(total2)
dict(seen=1)`
  expect(underlined(app(body, before))).toEqual([
    'state total += 1',
    'state seen.append("x")',
    'state names["a"] = 1',
    'state del names["b"]',
    'state total',
  ])
})

test('of an asynchronous orchestrator the head is underlined, and nothing else', () => {
  const files = app('await context.call_activity("x", time.time())', imports)
  const text = files['function_app.py'].replace('\ndef odd', '\nasync def odd')
  expect(underlined({ 'function_app.py': text })).toEqual(['async async def'])
})

test('tasks that are not yielded, and what is no task', () => {
  const body = `context.call_activity("a")
task = context.call_activity("a")
context.set_custom_status("x")
yield context.signal_entity(df.EntityId("c", "k"), "add")
x = yield context.continue_as_new(None)
yield context.task_all([task])
context.create_timer(context.current_utc_datetime)
[context.wait_for_external_event(name) for name in "ab"]`
  expect(underlined(app(body))).toEqual([
    'not-yielded context.call_activity("a")',
    'nothing-to-yield yield context.signal_entity(df.EntityId("c", "k"), "add")',
    'nothing-to-yield yield context.continue_as_new(None)',
    'not-yielded context.create_timer(context.current_utc_datetime)',
  ])
})

test('an activity is unknown only when all activities are known', () => {
  const calls = 'yield context.call_activity("Helo")'
  const known = (decorator: string) => `${decorator}\ndef hello(x): return x\n`
  expect(underlined(app(calls, known('@app.activity_trigger(input_name="x", activity="Hello")')))).toEqual([
    'unknown-activity "Helo"',
  ])
  expect(underlined(app(calls, known('@app.activity_trigger(input_name="x")')))).toEqual(['unknown-activity "Helo"'])
  expect(underlined(app(calls, known('@app.activity_trigger(input_name="x", activity=NAME)')))).toEqual([])
  const renamed = '@app.function_name("Helo")\n@app.activity_trigger(input_name="x")'
  expect(underlined(app(calls, known(renamed)))).toEqual([])
  expect(underlined(app(calls))).toEqual([])
  const unreadable = { ...app(calls, known('@app.activity_trigger(input_name="x")')), 'b.py': 'def (' }
  expect(underlined(unreadable)).toEqual([])
})

/** The orchestrator's lines after that fix of its first problem, and what stands before it when it was changed. */
function mended(
  body: string,
  title: string,
  before = '',
  wanted = 0,
): { readonly body: string; readonly added: string } {
  const sources = app(body, before)
  const fix = checkPython(files(sources))[wanted]?.fixes.find((each) => each.title === title)
  if (!fix) throw new Error(`no fix ${title}`)
  const [file] = withFix(files(sources), fix)
  const [top = '', rest = ''] = (file?.text ?? '').split(/(?=@app\.orchestration_trigger)/)
  const [, lines = ''] = rest.split('Context):\n')
  return { body: lines.trimEnd().replaceAll(/^ {4}/gm, ''), added: top.replace(head, '').replace(before, '').trim() }
}

test.each([
  ['x = datetime.datetime.now()', 'Use context.current_utc_datetime', 'x = context.current_utc_datetime'],
  ['x = dt.now(datetime.timezone.utc)', 'Use context.current_utc_datetime', 'x = context.current_utc_datetime'],
  ['x = dt.now(tz=zone)', 'Use context.current_utc_datetime', 'x = context.current_utc_datetime.astimezone(zone)'],
  [
    'x = dt.utcnow()',
    'Use context.current_utc_datetime, without its time zone',
    'x = context.current_utc_datetime.replace(tzinfo=None)',
  ],
  ['x = date.today()', 'Use context.current_utc_datetime', 'x = context.current_utc_datetime.date()'],
  ['x = t.time()', 'Use context.current_utc_datetime', 'x = context.current_utc_datetime.timestamp()'],
  ['x = str(uuid4())', 'Use context.new_guid', 'x = str(context.new_guid())'],
  ['x = randint(1, 6)', 'Seed it from context.new_uuid', 'x = Random(context.new_uuid()).randint(1, 6)'],
  [
    't.sleep(5)',
    'Use a durable timer',
    'yield context.create_timer(context.current_utc_datetime + datetime.timedelta(seconds=5))',
  ],
  ['r = requests.get(url)', 'Use context.call_http', 'r = yield context.call_http("GET", url)'],
  ['r = [requests.get(url)]', 'Use context.call_http', 'r = [(yield context.call_http("GET", url))]'],
  ['context.call_activity("x")', 'Yield it', 'yield context.call_activity("x")'],
  ['yield context.set_custom_status(1)', 'Do not yield it', 'context.set_custom_status(1)'],
])('%s: %s', (body, title, after) => {
  expect(mended(body, title, imports).body).toBe(after)
})

test.each([
  [
    'x = randint(1, 6)',
    'Draw it in an activity',
    'x = yield context.call_activity("draw_random")',
    'nothing',
    'randint(1, 6)',
  ],
  [
    'x = 1 + randint(1, most)',
    'Draw it in an activity',
    'x = 1 + (yield context.call_activity("draw_random", most))',
    'most',
    'randint(1, most)',
    'most = 6\n',
  ],
  [
    'x = os.getenv("MODE", "a")',
    'Read it in an activity',
    'x = yield context.call_activity("read_mode")',
    'nothing',
    'os.getenv("MODE", "a")',
  ],
  [
    'x = requests.get(url).json()["a"]',
    'Do it in an activity',
    'x = yield context.call_activity("fetch", url)',
    'url',
    'requests.get(url).json()["a"]',
    'url = "u"\n',
  ],
])('%s in an activity', (body, title, after, input, returned, locals = '') => {
  const { body: lines, added } = mended(locals + body, title, imports)
  expect(lines).toBe(locals + after)
  const name = /"(\w+)"/.exec(after)?.[1]
  expect(added).toBe(`@app.activity_trigger(input_name="${input}")\ndef ${name}(${input}):\n    return ${returned}`)
})

test('no activity is made of what only the function can name, or beside an orchestrator that is inside of another', () => {
  const titles = (sources: Sources) => checkPython(files(sources))[0]?.fixes.map(({ title }) => title)
  expect(titles(app('import random\nx = random.random()'))).toEqual(['Seed it from context.new_uuid'])
  const inside = app('x = random.random()', 'import random\ndef made():')['function_app.py']
  expect(titles({ 'function_app.py': inside.replaceAll(/^(?=@app|def odd| {4})/gm, '    ') })).toEqual([
    'Seed it from context.new_uuid',
  ])
})

test('where nothing can be yielded, no fix yields', () => {
  const titles = (body: string) => checkPython(files(app(body, imports)))[0]?.fixes.map(({ title }) => title)
  expect(titles('[Random().random(), *(randint(1, 6) for _ in "abc")]')).toEqual(['Seed it from context.new_uuid'])
  expect(titles('[requests.get(url) for url in urls]')).toEqual([])
  expect(titles('later = lambda: t.sleep(1)')).toEqual([])
})

test('a name that a fix needs is imported, after what the module says of itself', () => {
  const { body, added } = mended('import time\ntime.sleep(5)', 'Use a durable timer')
  expect(body).toContain('context.current_utc_datetime + timedelta(seconds=5))')
  expect(added).toBe('from datetime import timedelta')
  const text = '"""Odd."""\nfrom __future__ import annotations\nimport time\n'
  const v1 = files({
    'Odd/__init__.py': `${text}import azure.durable_functions as df
def run(context):
    time.sleep(5)
main = df.Orchestrator.create(run)
`,
  })
  const [fix] = checkPython(v1)[0]?.fixes ?? []
  const after = fix && withFix(v1, fix)[0]?.text
  expect(after?.split('\n').slice(0, 4)).toEqual([
    ...text.split('\n').slice(0, 2),
    'from datetime import timedelta',
    'import time',
  ])
})

test('an asynchronous orchestrator becomes a plain one when all it waits for is durable', () => {
  const asynchronous = (body: string) =>
    files({
      'function_app.py': `${head}${imports}
@app.orchestration_trigger(context_name="context")
async def odd(context):
    ${body}`,
    })
  const after = (body: string) => {
    const [fix] = checkPython(asynchronous(body))[0]?.fixes ?? []
    return fix && withFix(asynchronous(body), fix)[0]?.text.split('\n').at(-1)?.trim()
  }
  expect(after('x = await context.call_activity("a")')).toBe('x = yield context.call_activity("a")')
  expect(after('return [await context.task_all(x)]')).toBe('return [(yield context.task_all(x))]')
  expect(after('await sleep(2)')).toContain('yield context.create_timer(')
  expect(after('await somebody.else_()')).toBeUndefined()
  expect(after('x = await context.call_activity("a", await context.call_activity("b"))')).toBe(
    'x = yield context.call_activity("a", (yield context.call_activity("b")))',
  )
  expect(after('await sleep(await context.call_activity("b"))')).toBeUndefined()
})

test('what cannot be read is passed over, and whatever is typed is survived', () => {
  const { 'function_app.py': text } = app('x = time.time()\nyield context.call_activity("a", [x', imports)
  for (let end = 0; end <= text.length; end++)
    expect(checkPython([{ path: 'function_app.py', text: text.slice(0, end) }]).map(({ cause }) => cause)).toEqual([])
})
