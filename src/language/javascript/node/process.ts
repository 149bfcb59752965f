import EventEmitter from 'events'
import { currentCall } from '../current-call.ts'
import { writeLine } from '../log-lines.ts'
import { noted, noteUse } from '../uses/watch.ts'

// `process` as a function app on Azure (Linux, Node.js 20) finds it, as far as a browser can be it.

const appRoot = '/home/site/wwwroot'
const nanosecondsPerMillisecond = 1_000_000

const hrtime = Object.assign(
  noted('clock', 'process.hrtime()', (since?: readonly [number, number]): [number, number] => {
    const nanoseconds = now() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n)
    return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)]
  }),
  { bigint: noted('clock', 'process.hrtime.bigint()', now) },
)

const process = Object.assign(new EventEmitter(), {
  title: 'node',
  version: 'v20.19.0',
  versions: { node: '20.19.0' },
  release: { name: 'node' },
  platform: 'linux',
  arch: 'x64',
  pid: 1,
  ppid: 0,
  argv: ['node'],
  execArgv: [],
  execPath: '/usr/local/bin/node',
  exitCode: undefined,
  features: {},
  config: {},
  env: new Proxy({} as Record<string, string | undefined>, {
    get(env, name) {
      if (typeof name === 'string') noteUse('environment', `process.env.${name}`)
      return Reflect.get(env, name) as unknown
    },
  }),
  stdout: stream('information'),
  stderr: stream('error'),
  hrtime,
  cwd: () => appRoot,
  chdir: () => unavailable('chdir'),
  exit: () => unavailable('exit'),
  abort: () => unavailable('abort'),
  kill: () => unavailable('kill'),
  umask: () => 0o022,
  uptime: noted('clock', 'process.uptime()', () => performance.now() / 1000),
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  cpuUsage: () => ({ user: 0, system: 0 }),
  nextTick: (run: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => run(...args)),
  emitWarning: (warning: unknown) => writeLine(currentCall(), 'warning', String(warning)),
})

export default process

function now(): bigint {
  return BigInt(Math.round(performance.now() * nanosecondsPerMillisecond))
}

function stream(level: 'information' | 'error') {
  return {
    isTTY: false,
    write: (text: unknown) => {
      writeLine(currentCall(), level, String(text).replace(/\n$/, ''))
      return true
    },
  }
}

function unavailable(what: string): never {
  throw new Error(`process.${what} does not work here: functions in Durable Playground share one worker in a browser.`)
}
