import { expect, test } from 'vitest'
import { realTime } from '#durable/clock-mode.ts'
import { placeOf } from '#wire/located-error.ts'
import { type Files, openWorker, sharedPython } from './testing/worker.ts'

const PATIENCE = 60_000
await sharedPython()

/** An app of the v2 model with these lines below its head. */
const v2 = (code: string) =>
  `import azure.functions as func\napp = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)\n${code}`

const http = { type: 'httpTrigger', direction: 'in', name: 'req', authLevel: 'anonymous' }
const output = { type: 'http', direction: 'out', name: '$return' }

/** A function of the v1 model in a folder of its own. */
const v1 = (name: string, code: string, bindings: readonly object[] = [http, output], more: object = {}): Files => ({
  [`${name}/function.json`]: JSON.stringify({ ...more, bindings }),
  [`${name}/__init__.py`]: code,
})

const entriesOf = (files: Files) => Object.keys(files).filter((path) => /^[^/]+\/function\.json$/.test(path))

/** What loading fails with, and where. */
async function failure(files: Files | string, env = {}): Promise<string> {
  const worker = await openWorker()
  const entries = typeof files === 'string' ? ['function_app.py'] : entriesOf(files)
  const given = typeof files === 'object' && entries.length === 0 ? ['function_app.py'] : entries
  const error: unknown = await worker.load(files, env, given).then(
    (names) => new Error(`it loaded: ${names.join()}`),
    (thrown: unknown) => thrown,
  )
  const { message, at } = placeOf((error as Error).message)
  return at ? `${message} @ ${at.file}:${at.line}` : message
}

test(
  'a v2 app is indexed: names, bindings, routes and levels as the host registers them',
  async () => {
    const worker = await openWorker()
    const code = v2(`
@app.function_name("Named")
@app.route(route="a/{b}", methods=["GET", func.HttpMethod.POST], auth_level=func.AuthLevel.ADMIN)
@app.queue_output(arg_name="msg", queue_name="q", connection="AzureWebJobsStorage")
def one(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse: ...

@app.route()
def two(req: func.HttpRequest) -> str: ...

@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *", run_on_startup=True)
def three(timer: func.TimerRequest) -> None: ...

@app.generic_trigger(arg_name="x", type="customTrigger", my_option=1)
@app.blob_input(arg_name="blob", path="c/{name}", connection="c", data_type="BINARY")
@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:01")
def four(x: str, blob: func.InputStream): ...
`)
    const { functions } = await worker.language.call('load', {
      build: 'b',
      modules: [{ path: 'function_app.py', code }],
      entries: ['function_app.py'],
      env: {},
      clock: realTime,
    })
    expect(functions).toEqual([
      {
        name: 'Named',
        bindings: {
          msg: { type: 'queue', direction: 'out', queueName: 'q', connection: 'AzureWebJobsStorage' },
          req: { type: 'httpTrigger', direction: 'in', methods: ['GET', 'POST'], authLevel: 'admin', route: 'a/{b}' },
          $return: { type: 'http', direction: 'out' },
        },
      },
      {
        name: 'two',
        bindings: {
          req: { type: 'httpTrigger', direction: 'in', authLevel: 'anonymous', route: 'two' },
          $return: { type: 'http', direction: 'out' },
        },
      },
      {
        name: 'three',
        bindings: {
          timer: { type: 'timerTrigger', direction: 'in', schedule: '0 */5 * * * *', runOnStartup: true },
        },
      },
      {
        name: 'four',
        bindings: {
          blob: { type: 'blob', direction: 'in', dataType: 'BINARY', path: 'c/{name}', connection: 'c' },
          x: { type: 'customTrigger', direction: 'in', myOption: 1 },
        },
        retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayMs: 1000 },
      },
    ])
  },
  PATIENCE,
)

test('a blueprint of another file brings its functions, and the durable decorators work on a plain FunctionApp', async () => {
  const worker = await openWorker()
  const files = {
    'function_app.py': v2(`
from more import bp
app.register_functions(bp)
@app.orchestration_trigger(context_name="context")
def orchestrate(context): yield
@app.activity_trigger(input_name="city")
def greet(city): ...
@app.route()
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client): ...
`),
    'more.py':
      'import azure.functions as func\nbp = func.Blueprint()\n@bp.route()\ndef more(req: func.HttpRequest): ...',
  }
  expect(await worker.load(files)).toEqual(['more', 'orchestrate', 'greet', 'start'])
})

test('a v1 app is its folders: scriptFile, entryPoint, shared code by __app__, by a relative import and by name', async () => {
  const worker = await openWorker()
  const files = {
    ...v1(
      'First',
      'from __app__.shared import helper\nfrom ..shared.helper import greet\nfrom . import near\ndef main(req): return greet(near.WHO)',
    ),
    'First/near.py': 'WHO = "Ada"',
    ...v1('Second', '', [http, output], { scriptFile: 'code.py', entryPoint: 'handle' }),
    'Second/code.py': 'from shared.helper import greet\ndef handle(req): return greet("Bob")',
    'shared/helper.py': 'def greet(name): return f"Hello {name}"',
    'Third/function.json': `// function.json, as the guide prints it
      { "bindings": [ /* one */ { "type": "HTTPTrigger", "name": "req", "route": "http://x" }, { "type": "http", "direction": "out", "name": "$return" } ] }`,
    'Third/__init__.py': 'def main(req): return req.method',
  }
  expect(await worker.load(files, {}, entriesOf(files))).toEqual(['First', 'Second', 'Third'])
  expect((await worker.get('First')).text).toBe('Hello Ada')
  expect((await worker.get('Second')).text).toBe('Hello Bob')
  expect((await worker.get('Third')).text).toBe('GET')
})

test('what does not load is said with its file and line: syntax with a caret, imports with what there is', async () => {
  expect(await failure('import json\ndef f(:\n    pass\n')).toBe(
    'SyntaxError: invalid syntax\n    def f(:\n          ^ @ function_app.py:2',
  )
  expect(await failure({ 'function_app.py': 'import helper', 'helper.py': '\n\nx = (\n' })).toMatch(
    /^SyntaxError: '\(' was never closed\n {4}x = \(\n {8}\^ @ helper\.py:3$/,
  )
  expect(await failure('\nimport pandas as pd\n')).toMatch(
    /^ModuleNotFoundError: No module named 'pandas'\. Available here: the standard library of Python 3\.\d+, azure\.functions, azure\.durable_functions, requests, .+ typing-extensions\. @ function_app\.py:2$/,
  )
  expect(await failure(v2('raise ValueError("no")'))).toBe('ValueError: no @ function_app.py:3')
  expect(await failure('import sys\nsys.exit(2)')).toMatch(/^SystemExit: 2\. .* @ function_app\.py:2$/)
  expect(await failure('x = 1')).toBe(
    'ValueError: Could not find top level function app instances in function_app.py. @ function_app.py:1',
  )
  expect(await failure(v2('other = func.FunctionApp()'))).toMatch(
    /^ValueError: More than one FunctionApp or other top level function app instances are defined\./,
  )
})

test('two functions of one name, and one without a trigger, are refused where they stand', async () => {
  const twice = v2('@app.route()\ndef f(req): ...\n\n@app.function_name("f")\n@app.route()\ndef g(req): ...\n')
  expect(await failure(twice)).toBe(
    'ValueError: Function f does not have a unique function name. Please change @app.function_name() or the function method name to be unique. @ function_app.py:6',
  )
  expect(await failure(v2('@app.function_name("f")\ndef f(req): ...'))).toMatch(
    /^ValueError: Function f does not have a trigger\. A valid function must have one and only one trigger registered\. @ function_app\.py:\d$/,
  )
})

const from = (bindings: readonly object[], code: string) => failure(v1('Fn', code, bindings))
const queue = { type: 'queue', direction: 'out', name: 'msg', queueName: 'q', connection: 'c' }

test('a function whose parameters are not its bindings fails with the words of the real worker', async () => {
  const head = 'FunctionLoadError: cannot load the Fn function: '
  const both = 'the function definition (function.json or function decorators)'
  expect(await from([http, output], '\ndef main(req, msg): ...')).toBe(
    `${head}the following parameters are declared in Python but not in ${both}: {'msg'} @ Fn/__init__.py:2`,
  )
  expect(await from([http, output, queue], 'def main(req): ...')).toBe(
    `${head}the following parameters are declared in ${both} but not in Python: {'msg'} @ Fn/__init__.py:1`,
  )
  const func = 'import azure.functions as func\n'
  expect(await from([http, output, queue], `${func}def main(req, msg: str): ...`)).toContain(
    'binding msg is declared to have the "out" direction, but its annotation in Python is not a subclass of azure.functions.Out',
  )
  expect(await from([http, output], `${func}def main(req: func.Out[str]): ...`)).toContain(
    'but its annotation is azure.functions.Out in Python',
  )
  expect(await from([http, output], 'def main(req: int): ...')).toContain(
    `type of req binding in ${both.slice('the '.length)} "httpTrigger" does not match its Python annotation "int"`,
  )
  expect(await from([http, output], 'def main(req) -> int: ...')).toContain(
    'Python return annotation "int" does not match binding type "http"',
  )
  expect(await from([http, output], 'def main(req, context: int): ...')).toContain(
    'the "context" parameter is expected to be of type azure.functions.Context, got <class \'int\'>',
  )
  expect(await from([http, { ...queue, direction: 'inout' }], 'def main(req, msg): ...')).toContain(
    '"inout" bindings are not supported',
  )
  expect(await from([http, { ...output, direction: 'in' }], 'def main(req): ...')).toContain(
    '"$return" binding must have direction set to "out"',
  )
})

test('a v1 folder that has no such function, no such file or no JSON is named', async () => {
  expect(await from([http, output], 'def start(req): ...')).toBe(
    'RuntimeError: cannot load function Fn: function main() is not present in Fn/__init__.py @ Fn/__init__.py:1',
  )
  expect(await failure(v1('Fn', '', [http], { scriptFile: 'gone.py' }))).toBe(
    'RuntimeError: cannot load function Fn: its scriptFile gone.py is not there @ Fn/function.json:1',
  )
  expect(await failure({ 'Fn/function.json': '{\n  "bindings": [,]\n}', 'Fn/__init__.py': '' })).toMatch(
    /^ValueError: Fn\/function\.json is no JSON: .* @ Fn\/function\.json:2$/,
  )
})

test('requirements.txt: folders of the project can be imported, what is not here is warned of, options are passed over', async () => {
  const worker = await openWorker()
  const files = {
    'function_app.py': v2(
      'from timer_ext import VALUE\nfrom other_pkg import OTHER\nfrom named import NAMED\n@app.route()\ndef f(req): return VALUE + OTHER + NAMED',
    ),
    'requirements.txt': `# DO NOT include azure-functions-worker
azure-functions>=1.7
azure_functions_durable
-e ./ext
./packages/other
--index-url https://pypi.org/simple
git+https://github.com/someone/my-named-package@main
typing
pandas==2.1 ; python_version > "3.8"
-r more.txt
`,
    'more.txt': 'numpy',
    'ext/setup.py': 'from setuptools import setup\nsetup(name="timer-ext", packages=["timer_ext"])',
    'ext/timer_ext/__init__.py': 'VALUE = "v"',
    'packages/other/pyproject.toml': '[project]\nname = "other"',
    'packages/other/src/other_pkg/__init__.py': 'OTHER = "o"',
    'packages/deep/setup.py': 'import setuptools\nsetuptools.setup(name="my_named.package")',
    'packages/deep/named.py': 'NAMED = "n"',
  }
  await worker.load(files)
  expect((await worker.get('f')).text).toBe('von')
  expect(worker.lines.map(({ level, text }) => `${level}: ${text.split('. Available')[0]}`)).toEqual([
    "warning: requirements.txt, line 9: the package 'pandas==2.1' is not here",
    "warning: requirements.txt, line 1: the package 'numpy' is not here",
  ])
})

test('an app that is loaded takes the place of the one before: its files, modules and settings', async () => {
  const worker = await openWorker()
  const code =
    'import os, helper\n@app.route()\ndef f(req): return f"{helper.X} {os.environ.get(\'A\')} {os.listdir()}"'
  await worker.load({ 'function_app.py': v2(code), 'helper.py': 'X = 1', 'data.json': '{}' }, { A: 'a' })
  expect((await worker.get('f')).text).toMatch(/^1 a .*data\.json/)
  await worker.load({ 'function_app.py': v2(code), 'helper.py': 'X = 2' })
  expect((await worker.get('f')).text).toMatch(/^2 None (?!.*data\.json)/)
})
