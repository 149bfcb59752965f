import type { LogLevel } from '#durable/trace.ts'
import { currentCall } from './current-call.ts'
import { writeLine } from './log-lines.ts'
import { format } from './node/inspect.ts'
import { unwatched } from './uses/watch.ts'

const levels = {
  log: 'information',
  info: 'information',
  debug: 'debug',
  warn: 'warning',
  error: 'error',
  trace: 'trace',
} as const satisfies Record<string, LogLevel>

/** `console` as user code has it: its lines go to the project's console, and nothing it is given can make it throw. */
export function createConsole(): Console {
  const indents: string[] = []
  const counts = new Map<string, number>()
  const timers = new Map<string, number>()

  const write = (level: LogLevel, args: readonly unknown[]) =>
    writeLine(currentCall(), level, indent(describe(args), indents.join('')))
  const elapsed = (label: string) => `${label}: ${(now() - (timers.get(label) ?? now())).toFixed(3)}ms`
  const group = (...label: unknown[]) => {
    if (label.length > 0) write('information', label)
    indents.push('  ')
  }
  const writers = Object.fromEntries(
    Object.entries(levels).map(([name, level]) => [name, (...args: unknown[]) => write(level, args)]),
  )

  return {
    ...writers,
    dir: (value: unknown) => write('information', [value]),
    dirxml: (...values: unknown[]) => write('information', values),
    table: (value: unknown) => write('information', [value]),
    assert: (holds?: boolean, ...args: unknown[]) => {
      if (!holds) write('error', args.length > 0 ? ['Assertion failed:', ...args] : ['Assertion failed'])
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1)
      write('information', [`${label}: ${counts.get(label)}`])
    },
    countReset: (label = 'default') => void counts.delete(label),
    group,
    groupCollapsed: group,
    groupEnd: () => void indents.pop(),
    time: (label = 'default') => void timers.set(label, now()),
    timeLog: (label = 'default', ...args: unknown[]) => write('information', [elapsed(label), ...args]),
    timeEnd: (label = 'default') => {
      write('information', [elapsed(label)])
      timers.delete(label)
    },
    clear: () => {},
    timeStamp: () => {},
    profile: () => {},
    profileEnd: () => {},
  } as unknown as Console
}

/** Also inside an orchestrator: what it takes goes to the console alone. */
const now = () => unwatched(() => performance.now())

/** As Node's console words it; of a value that throws while it is looked at, that much. */
function describe(args: readonly unknown[]): string {
  try {
    return format(...args)
  } catch {
    return args.map((arg) => (typeof arg === 'string' ? arg : `[${typeof arg} that cannot be shown]`)).join(' ')
  }
}

function indent(text: string, by: string): string {
  return by === '' ? text : text.replace(/^/gm, by)
}
