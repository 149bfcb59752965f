import type { PyCallable } from 'pyodide/ffi'
import { expect, test } from 'vitest'
import { PythonModule } from '#compile/determinism/python/module.ts'
import { stateUses } from '#compile/determinism/python/state.ts'
import { sharedPython } from '#language/python/testing/worker.ts'

// Which variables of a module outlive a call is told twice: by the page, which reads the text, and by Python, which knows
// at which lines to look while an orchestrator runs. What others have written shows whether both say the same.

const python = await sharedPython()
const linesSeen = python.runPython(`
import json, importlib, inspect, tempfile
from azure_functions_worker import module_state

def seen(text):
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
        file.write(text)
    return json.dumps([f"{line} {name}" for line, names in module_state.lines_of(file.name).items() for name in names])

seen
`) as PyCallable
const source = python.runPython('lambda name: inspect.getsource(importlib.import_module(name))') as PyCallable

/** The same of the text. */
function linesRead(text: string): string[] {
  const module = new PythonModule({ path: 'a.py', text })
  const uses = stateUses(module).map(({ node, name }) => ({ line: text.slice(0, node.start).split('\n').length, name }))
  return [...new Set(uses.map(({ line, name }) => `${line} ${name}`))].toSorted()
}

const library =
  'argparse ast base64 bisect calendar cmd collections configparser contextlib copy csv dataclasses datetime difflib dis enum fnmatch fractions functools gettext glob heapq html http.cookies inspect ipaddress json.decoder keyword linecache locale logging logging.config mimetypes numbers operator optparse pathlib pickle pprint quopri random re reprlib sched secrets shlex shutil signal socket statistics string struct subprocess tempfile textwrap threading timeit token tokenize traceback types typing urllib.parse uuid warnings weakref zipfile'

test.each(library.split(' '))('of %s both tell the same lines', (name) => {
  const text = source(name) as string
  const seen = JSON.parse(linesSeen(text) as string) as string[]
  expect(linesRead(text)).toEqual(seen.toSorted())
})
