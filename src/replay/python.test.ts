import { loadPyodide } from 'pyodide'
import type { PyCallable, PyProxy } from 'pyodide/ffi'
import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import { actionJson } from '#durable/wire-json/action-json.ts'
import { eventFromJson } from '#durable/wire-json/event-json.ts'
import { toAction } from './actions.ts'
import type { Dialect } from './dialect.ts'
import type { Execution } from './execution.ts'
import recorded from './recorded/chain.json' with { type: 'json' }
import { replay } from './replay.ts'
import { Task } from './task.ts'

/** As much of the Python SDK's context as the recorded case needs; inputs leave it as the text that `json.dumps` writes. */
const tinyContext = `
import json

class TinyContext:
    def __init__(self, ask):
        self._ask = ask

    def call_activity(self, name, input_=None):
        return self._ask(name, json.dumps(input_))
`

const python: Dialect = {
  encode: (text) => text as JsonText,
  decode: (text) => JSON.parse(text) as unknown,
  early: 'last',
  names: 'apart',
  asks: 'when it waits',
  openedTwice: undefined,
  isReplaying: 'by task',
  error: (reason, details) => new Error(`${reason} \n ${details}`),
  entityError: (result) => new Error(String(result)),
}
const options = { dialect: python, longTimer: { maximum: Infinity, interval: Infinity } }

const askActivity = (name: string, input: string) => new Task({ type: 'CallActivity', name, input })

test('R1 a generator of real Python, held by Pyodide, replays as the Python SDK answered', async () => {
  const pyodide = await loadPyodide()
  pyodide.runPython(tinyContext + recorded.source)
  const find = (name: string) => pyodide.runPython(name) as PyCallable
  const context = find('TinyContext')(askActivity) as PyProxy
  const start = () => find(recorded.orchestrator)(context) as unknown

  for (const { trigger, state } of recorded.episodes) {
    const history = trigger.history.map(eventFromJson)
    const execution = replay(start, history, options)
    expect(stateOf(execution, find('json'))).toEqual(state)
  }
}, 60_000)

/** The OrchestratorState, its output as Python itself writes it. */
function stateOf({ asked, isDone, exception, output }: Execution, json: PyProxy) {
  expect(exception).toBeUndefined()
  const text = isDone ? String((json as PyProxy & { dumps(value: unknown): string }).dumps(output)) : 'null'
  const state = { isDone, schemaVersion: 1, actions: [asked.map((each) => actionJson(toAction(each, python)))] }
  return isDone ? { ...state, output: JSON.parse(text) as unknown } : state
}
