import type { Build } from '#durable/build.ts'
import { type HostOptions, runningProcesses, settingsProblems } from '#durable/host-options.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import { ownPaths } from '#durable/own-paths.ts'
import { route } from '#durable/route.ts'
import type { CheckedFunctions } from './function-errors.ts'
import type { LogSink } from './log-sink.ts'

/** What is to be said of an app's settings when it starts: what is wrong with them, and where we are not Azure. */
export function noteSettings(logs: LogSink, build: Build, options: HostOptions): void {
  for (const { severity, message, file, line, column } of settingsProblems(build.files))
    logs.host(severity, 'Host.Startup', `${file}:${line}:${column} ${message}`)
  const { storageProvider, workerProcesses } = options
  if (storageProvider !== null)
    logs.host(
      'information',
      'Host.DurableTask',
      `The storage provider is '${storageProvider}'. Here history is kept in this browser, whatever the provider.`,
    )
  const processes = runningProcesses(options, build.language)
  if (processes > 1)
    logs.host(
      processes < workerProcesses ? 'warning' : 'information',
      'Host.Startup',
      `FUNCTIONS_WORKER_PROCESS_COUNT is ${workerProcesses}: ${processes < workerProcesses ? `${processes}, as many Pythons as fit a browser,` : 'so many language workers'} run, each with module variables and memory of its own.`,
    )
}

/** The list that `func start` prints, and what is not in it. */
export function announce(
  logs: LogSink,
  functions: readonly FunctionInfo[],
  { disabled }: CheckedFunctions,
  base: string,
): void {
  const say = (text: string) => logs.host('information', 'Host.Startup', text)
  say('Functions:')
  // HTTP functions come first, as Core Tools list them.
  for (const { name, http, trigger, error } of functions.toSorted((a, b) => Number(!a.http) - Number(!b.http))) {
    if (error !== undefined) continue
    say(http ? `        ${name}: [${http.methods.join(',')}] ${base}${http.route}` : `        ${name}: ${trigger}`)
  }
  for (const { name, http } of functions) {
    const shadowed = http ? ownPaths.filter((path) => route(http.route).match(path)) : []
    if (shadowed.length > 0) logs.host('warning', 'Host.Startup', shadowedText(name, shadowed), { functionName: name })
  }
  for (const name of disabled) say(`Function ${name} is disabled.`)
  for (const { name, error } of functions) {
    if (error !== undefined)
      logs.host('error', 'Host.Startup', `The '${name}' function is in error: ${error}`, { functionName: name })
  }
}

function shadowedText(name: string, paths: readonly string[]): string {
  const list = paths.map((path) => `/${path}`).join(', ')
  return `A browser does not reach '${name}' at ${list}: there is the playground itself. The requests panel reaches it there too.`
}
