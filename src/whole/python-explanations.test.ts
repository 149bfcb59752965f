import 'fake-indexeddb/auto'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { installClock, setClock } from '#language/javascript/clock.ts'
import recorded from '#language/python/durable/recorded/python-sdk.json'
import { sharedPython } from '#language/python/testing/worker.ts'
import { expectExplained, HOUR, problemsOf } from './explained.ts'
import { faultyPython } from './faulty-python.ts'
import type { Files } from './whole-app.ts'

const imports = `import asyncio, http.client, json, os, random, secrets, threading, time, urllib.request, uuid
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import randint
from uuid import uuid1
import requests
import azure.functions as func
import azure.durable_functions as df
`

const start = `async def start(req: func.HttpRequest, client):
    instance_id = await client.start_new("Odd", client_input=json.loads(req.get_body()))
    return client.create_check_status_response(req, instance_id)
`

const later = `import js, os
    js.later()
    os.environ["MODE"] = "late"`

/** The activities beside it, and what they do. */
const activities: Readonly<Record<string, string>> = {
  A: 'return "a"',
  B: 'return "b"',
  Hello: 'return x',
  Later: later,
}

const head = `${imports}
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)

@app.route(route="start/Odd", methods=["POST"])
@app.durable_client_input(client_name="client")
${start}
${Object.entries(activities)
  .map(([name, body]) => `@app.activity_trigger(input_name="x")\ndef ${name}(x):\n    ${body}\n`)
  .join('\n')}
@app.orchestration_trigger(context_name="context")
def Child(context):
    return (yield context.call_activity("A"))
`

const settings = { 'local.settings.json': '{ "Values": { "MODE": "early" } }' }

/** The files of an app with that orchestrator. */
function filesOf(code: string, more: Files = {}): Files {
  if (code.startsWith('v1:')) return { ...foldersOf(code.slice(3)), ...settings, ...more }
  const decorated = `@app.orchestration_trigger(context_name="context")\ndef Odd(context):\n${indented(code)}\n`
  const text = `${head}\n${code.startsWith('app:') ? `${code.slice(4)}\n` : decorated}`
  return { 'function_app.py': text, ...settings, ...more }
}

const indented = (body: string) => body.replaceAll(/^(?=.)/gm, '    ')

/** The same app in the v1 model. */
function foldersOf(body: string): Files {
  const odd = `${imports}\ndef orchestrator_function(context):\n${indented(body)}\n\nmain = df.Orchestrator.create(orchestrator_function)\n`
  const route = { type: 'httpTrigger', direction: 'in', authLevel: 'anonymous', name: 'req', route: 'start/Odd' }
  const functions = Object.entries(activities).map(
    ([name, code]) =>
      [name, `def main(x):\n    ${code}\n`, [{ type: 'activityTrigger', direction: 'in', name: 'x' }]] as const,
  )
  const all = [
    ...functions,
    ['Odd', odd, [{ type: 'orchestrationTrigger', direction: 'in', name: 'context' }]],
    [
      'Start',
      `${imports}\nasync def main(req: func.HttpRequest, starter: str):\n    client = df.DurableOrchestrationClient(starter)\n    instance_id = await client.start_new("Odd", client_input=json.loads(req.get_body()))\n    return client.create_check_status_response(req, instance_id)\n`,
      [
        route,
        { type: 'durableClient', direction: 'in', name: 'starter' },
        { type: 'http', direction: 'out', name: '$return' },
      ],
    ],
  ] as const
  return Object.fromEntries(
    all.flatMap(([name, code, bindings]) => [
      [`${name}/__init__.py`, code],
      [`${name}/function.json`, JSON.stringify({ scriptFile: '__init__.py', bindings })],
    ]),
  )
}

const uninstallClock = installClock()
await sharedPython()

beforeEach(() => {
  Object.assign(globalThis, { later: () => setClock({ mode: 'real', offset: HOUR }) })
})
afterEach(() => setClock({ mode: 'real', offset: 0 }))
afterAll(uninstallClock)

test.each(Object.entries(faultyPython))('%s is explained, and mended', async (_, faulty) => {
  await expectExplained(faulty, filesOf)
})

/** What was recorded of a mistake. */
const mistaken: Readonly<Record<string, readonly string[]>> = { unyielded_task_is_not_scheduled: ['not-yielded'] }

test.each(recorded)('in what was recorded nothing is found but what is wrong: $name', async (program) => {
  const { name, source, orchestrator } = program
  const made = `${source}\nimport azure.durable_functions as df\nmain = df.Orchestrator.create(${orchestrator})\n`
  expect((await problemsOf({ 'app.py': made })).map(({ cause }) => cause)).toEqual(mistaken[name] ?? [])
})
