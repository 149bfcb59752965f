import vm from 'node:vm'
import { HubDate } from '../clock.ts'
import { createConsole } from '../console.ts'
import { fetchThroughHost } from '../fetch.ts'
import process from '../node/process.ts'
import { watchedScope } from '../uses/watched-globals.ts'

/** Asked for their functions at each call, so that a test can put chance and time in their places. */
const platform = {
  Math: latest(Math),
  crypto: latest(crypto),
  performance: latest(performance),
  Promise,
  setTimeout,
  setInterval,
  setImmediate,
}

function latest<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function'
        ? (...args: unknown[]) => Reflect.apply(Reflect.get(target, key) as () => unknown, target, args)
        : value
    },
  })
}

/** In place of `importScripts`. The worker's own globals are put around the script, on its first line: this thread has others. */
export function runInNode(text: string, path: string): void {
  const own = {
    console: createConsole(),
    process,
    Date: HubDate,
    ...watchedScope({ ...platform, fetch: fetchThroughHost }),
  }
  const script = `(function (${Object.keys(own).join()}) { ${text}\n})`
  const run = vm.runInThisContext(script, { filename: encodeURI(path) }) as (...globals: unknown[]) => void
  run(...Object.values(own))
}
