import { expect, test } from 'vitest'
import { pythonPackages } from '#compile/python-packages.ts'
import { bodyText } from '#durable/http-message.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { linesOf, wholeApp } from './whole-app.ts'

await sharedPython()

const app = (code: string) => `import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route(route="use")
def use(req: func.HttpRequest) -> str:
${code.replace(/^/gm, '    ')}
`

test('the packages that come along work, when requirements.txt names them', async () => {
  const project = await wholeApp({
    'requirements.txt': `azure-functions\n${pythonPackages.join('==0.1\n')}\n`,
    'function_app.py': app(`import io, json
import attrs, dotenv, jinja2, markupsafe, six, tabulate, typing_extensions, yaml
from dateutil import parser, relativedelta
@attrs.define
class City: name: str
when = parser.parse("20 Nov 2026 10:00") + relativedelta.relativedelta(months=1)
return json.dumps([
    attrs.asdict(City("Oslo")),
    jinja2.Template("Hello {{ name }}!").render(name=markupsafe.escape("<Ada>")),
    when.isoformat(),
    yaml.safe_load("a: [1, two]"),
    tabulate.tabulate([[1, 2]], headers=["a", "b"], tablefmt="plain"),
    dict(dotenv.dotenv_values(stream=io.StringIO("KEY=value"))),
    six.ensure_str(b"bytes"),
])`),
  })
  const response = await project.send('GET /api/use')
  expect([response.status, JSON.parse(bodyText(response))]).toEqual([
    200,
    [
      { name: 'Oslo' },
      'Hello &lt;Ada&gt;!',
      '2026-12-20T10:00:00',
      { a: [1, 'two'] },
      '  a    b\n  1    2',
      { KEY: 'value' },
      'bytes',
    ],
  ])
})

test('without its name in requirements.txt a package is not there, and one that cannot be had is said', async () => {
  const project = await wholeApp({ 'requirements.txt': 'numpy==2.0\nsix\n', 'function_app.py': app('import yaml') })
  expect((await project.send('GET /api/use')).status).toBe(500)
  const lines = (await linesOf(project)).join('\n')
  expect(lines).toMatch(/requirements\.txt, line 1: the package 'numpy==2\.0' is not here\. Available: .*attrs, jinja2/)
  expect(lines).not.toContain("package 'six'")
  expect(lines).toContain("No module named 'yaml'")
})
