import type { Build, SourceFile } from '#durable/build.ts'

/** A function app to begin from: real files, in a folder of the same name beside this one. */
export interface Sample {
  readonly id: string
  readonly title: string
  readonly language: 'typescript' | Build['language']
  /** Python only: a folder for each function and its function.json. The v2 model, with decorators, goes without saying. */
  readonly model?: 'v1'
  /** Its files by path, fetched when asked for. */
  load(): Promise<SourceFile[]>
}

/** Those that there are in both models of Python: the beginnings of their ids, and their titles. */
const inPython = [
  ['hello', 'Quickstart'],
  ['hello-cities', 'Hello Cities'],
  ['fan-out', 'Fan-out, fan-in'],
  ['human-interaction', 'Human interaction'],
  ['monitor', 'Monitor'],
  ['retry', 'Retry'],
  ['sub-orchestration', 'Sub-orchestrations'],
  ['counter', 'Counter (entity)'],
  ['custom-status', 'Custom status'],
  ['queue-blob', 'Queue and blobs'],
  ['timer-extension', 'Worker extension'],
  ['unit-tests', 'Unit tests'],
] as const

/** In the order they are shown. An id is part of addresses, and stays. */
export const samples: readonly Sample[] = [
  sample('hello-cities-typescript', 'Hello Cities', 'typescript'),
  sample('retry', 'Retry with back-off', 'typescript'),
  sample('sub-orchestration', 'Sub-orchestrations', 'typescript'),
  sample('async-http-api', 'Async HTTP API', 'typescript'),
  sample('durable-http', 'Durable HTTP', 'typescript'),
  sample('monitor', 'Monitor', 'typescript'),
  sample('human-interaction', 'Human interaction', 'typescript'),
  sample('limited-parallelism', 'Fan-out, three at a time', 'typescript'),
  sample('aggregator', 'Aggregator (entity)', 'typescript'),
  sample('critical-section', 'Critical section', 'typescript'),
  sample('saga', 'Saga with compensation', 'typescript'),
  sample('eternal', 'Eternal orchestration', 'typescript'),
  sample('singleton', 'Singleton', 'typescript'),
  sample('versioned', 'Versions side by side', 'typescript'),
  sample('queue-orders', 'Orders over a queue', 'typescript'),
  sample('blob-report', 'Blobs in and out', 'typescript'),
  sample('timer-cleanup', 'Timer with retries', 'typescript'),
  sample('http-weather', 'HTTP with keys and fixtures', 'typescript'),
  sample('packages', 'Packages and files', 'typescript'),
  sample('other-triggers', 'Triggers run by hand', 'typescript'),
  sample('hello-cities-javascript', 'Hello Cities', 'javascript'),
  ...inPython.map(([id, title]) => sample(`${id}-python`, title, 'python')),
  sample('blueprint-python', 'Blueprints', 'python'),
  ...inPython.map(([id, title]) => ({ ...sample(`${id}-python-v1`, title, 'python'), model: 'v1' as const })),
]

function sample(id: string, title: string, language: Sample['language']): Sample {
  const root = `./${id}/`
  const load = async () => {
    const { texts } = await import('./texts.ts') // a long list, and not for the first paint
    const own = Object.entries(texts).filter(([key]) => key.startsWith(root))
    return Promise.all(own.map(async ([key, text]) => ({ path: key.slice(root.length), text: await text() })))
  }
  return { id, title, language, load }
}
