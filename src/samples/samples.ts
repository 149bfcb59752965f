import type { Build, SourceFile } from '#durable/build.ts'

/** A function app to begin from: real files, in a folder of the same name beside this one. */
export interface Sample {
  readonly id: string
  readonly title: string
  readonly language: 'typescript' | Build['language']
  /** Its files by path, fetched when asked for. */
  load(): Promise<SourceFile[]>
}

/** In the order they are shown. An id is part of addresses, and stays. */
export const samples: readonly Sample[] = [
  sample('hello-cities-typescript', 'Hello Cities', 'typescript'),
  sample('hello-cities-javascript', 'Hello Cities', 'javascript'),
  sample('hello-cities-python', 'Hello Cities', 'python'),
  sample('hello-python-v1', 'Hello, with folders (v1 model)', 'python'),
  sample('retry', 'Retry with back-off', 'typescript'),
  sample('sub-orchestration', 'Sub-orchestrations', 'typescript'),
  sample('async-http-api', 'Async HTTP API', 'typescript'),
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
