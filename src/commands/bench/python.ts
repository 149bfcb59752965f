import { setFlagsFromString } from 'node:v8'
import { loadPyodide, type PyodideAPI } from 'pyodide'
import type { PyCallable, PyGenerator } from 'pyodide/ffi'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { installBridge } from '#language/python/durable/bridge.ts'
import { dropEpisode, putEpisode, type RunningEpisode } from '#language/python/durable/episode-table.ts'
import { placeOurFiles, preload } from '#language/python/prepare.ts'
import { readPythonFiles } from '../recorded/python-files.ts'
import { atMost, type Figure, ms, times } from './report.ts'

const YIELDS = 10_000
const ROUNDS = 15

/** A replay of many yields beside the least that any engine must do: send a text into a Python generator and take what it yields. */
export async function pythonFigures(log: (text: string) => void): Promise<Figure[]> {
  // V8 of Node 20 ends the process when it gives up a loop that calls into WebAssembly.
  setFlagsFromString('--no-turbo-inline-js-wasm-calls')
  log('measuring a chain in Python ...')
  const python = await loadPyodide()
  const files = readPythonFiles()
  placeOurFiles(python, files)
  preload(python)
  installBridge(python, () => Promise.reject(new Error('no host here')))
  const [tasks, numbers, ours] = [bareLoop(python, 'objects'), bareLoop(python, 'numbers'), replayed(python)]
  let best = { tasks: Infinity, numbers: Infinity, ours: Infinity }
  for (let i = 0; i < ROUNDS; i++) {
    best = {
      tasks: Math.min(best.tasks, cpuTime(tasks)),
      numbers: Math.min(best.numbers, cpuTime(numbers)),
      ours: Math.min(best.ours, cpuTime(ours)),
    }
  }
  return [over('objects', best.ours, best.tasks), over('numbers', best.ours, best.numbers)]
}

/** Milliseconds of the processor: on a busy machine the short loop would be lucky by the clock, and the long one not. */
function cpuTime(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function over(kind: string, ours: number, bare: number): Figure {
  const what = `${YIELDS.toLocaleString('en')} yields, over a bare loop that yields ${kind}`
  return { what, value: `${times(ours / bare)} its cost (${ms(ours)} : ${ms(bare)})`, target: atMost(ours / bare, 10) }
}

const CODE = `
import azure.durable_functions as df

class Something:
    def __init__(self, name, input_):
        self.name = name
        self.input_ = input_

def objects(n):
    for i in range(n):
        yield Something("Hello", i)

def numbers(n):
    for i in range(n):
        yield i

def chain(context):
    for i in range(${YIELDS}):
        yield context.call_activity("Hello", i)
    return "done"

main = df.Orchestrator.create(chain)
`

function bareLoop(python: PyodideAPI, kind: 'objects' | 'numbers'): () => void {
  const start = python.runPython(`${CODE}\n${kind}`) as PyCallable
  return () => {
    const generator = start(YIELDS) as PyGenerator
    let step = generator['next'](undefined)
    while (!step.done) {
      if (kind === 'objects') (step.value as { destroy(): void }).destroy()
      step = generator['next']('"Hello Tokyo!"')
    }
    generator.destroy()
  }
}

function replayed(python: PyodideAPI): () => void {
  const main = python.runPython(`${CODE}\nmain`) as PyCallable
  const history = chainHistory()
  return () => {
    const names = { callId: 'c', name: 'chain', instanceId: 'i', parentInstanceId: null, executionId: 'e' }
    const ask = { ...names, from: 0, events: history, knownActions: 0 }
    const episode: RunningEpisode = { ask, history, told: [] }
    const token = putEpisode(episode)
    main(JSON.stringify({ episode: token }))
    dropEpisode(token)
    if (episode.result?.outcome.type !== 'done') throw new Error('the chain did not end')
  }
}

/** All of it in earlier episodes but the last completion. */
function chainHistory(): HistoryEvent[] {
  const at = 0 as EpochMs
  const events: HistoryEvent[] = [
    { type: 'OrchestratorStarted', at },
    { type: 'ExecutionStarted', at, name: 'chain', input: null, executionId: 'e' },
  ]
  for (let id = 0; id < YIELDS; id++)
    events.push(
      { type: 'TaskScheduled', at, id, name: 'Hello', input: `[${id}]` as JsonText },
      { type: 'OrchestratorCompleted', at },
      { type: 'OrchestratorStarted', at },
      { type: 'TaskCompleted', at, taskScheduledId: id, result: '"Hello Tokyo!"' as JsonText },
    )
  return events
}
