import type { Build, Diagnostic, SourceFile } from './build.ts'
import { overrideOf, settingsOf } from './app-settings.ts'
import { hostJsonSchema, localSettingsSchema } from './host-json-schema.ts'
import type { QueueEncoding } from './queue-text.ts'
import { readSettings, type SettingsFile } from './settings-file.ts'
import { timeSpanMs } from './time-span.ts'
import type { LogLevel } from './trace.ts'

/** What host.json and local.settings.json say of HTTP, storage and the console. Times in milliseconds. */
export interface HostOptions {
  readonly cors: { readonly origins: readonly string[]; readonly credentials: boolean }
  /** Put on every answer of a function. */
  readonly customHeaders: readonly (readonly [name: string, value: string])[]
  readonly queues: {
    readonly batchSize: number
    readonly newBatchThreshold: number
    readonly maxDequeueCount: number
    readonly visibilityTimeout: number
    readonly messageEncoding: QueueEncoding
  }
  readonly blobs: { readonly maxDegreeOfParallelism: number; readonly poisonBlobThreshold: number }
  /** The least level that is shown, by category; `default` for the rest. */
  readonly logLevels: readonly (readonly [category: string, level: LogLevel | 'none'])[]
  /** What it asks to keep history in; `null` when it does not ask. */
  readonly storageProvider: string | null
  /** What it asks for; see {@link runningProcesses}. */
  readonly workerProcesses: number
  /** So many of each run at once; infinite where host.json says nothing and nothing is gained by a limit. */
  readonly maxConcurrent: { readonly activities: number; readonly orchestrators: number; readonly entities: number }
}

/** Reads an app's options. Never throws: what is missing or wrong has its default. `env` are the app settings. */
export function hostOptionsOf(files: readonly SourceFile[], env: Readonly<Record<string, string>>): HostOptions {
  const [host, local] = [fileOf(files, 'host.json'), fileOf(files, 'local.settings.json')]
  const setting = (...keys: string[]) => overrideOf(env, keys) ?? host.at(...keys)
  const whole = (fallback: number, least: number, ...keys: string[]) => {
    const value = Number(setting(...keys) ?? fallback)
    return Number.isSafeInteger(value) && value >= least ? value : fallback
  }
  const queue = (fallback: number, least: number, key: string) => whole(fallback, least, 'extensions', 'queues', key)
  const batchSize = queue(16, 1, 'batchSize')
  const origins = String(local.at('Host', 'CORS') ?? '').split(',')
  return {
    cors: {
      origins: origins.map((each) => each.trim().replace(/\/$/, '')).filter((each) => each !== ''),
      credentials: String(local.at('Host', 'CORSCredentials')).toLowerCase() === 'true',
    },
    customHeaders: host
      .pairsAt('extensions', 'http', 'customHeaders')
      .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    queues: {
      batchSize,
      newBatchThreshold: queue(Math.floor(batchSize / 2), 0, 'newBatchThreshold'),
      maxDequeueCount: queue(5, 1, 'maxDequeueCount'),
      visibilityTimeout: timeSpanMs(setting('extensions', 'queues', 'visibilityTimeout')) ?? 0,
      messageEncoding: /^none$/i.test(String(setting('extensions', 'queues', 'messageEncoding'))) ? 'none' : 'base64',
    },
    blobs: {
      maxDegreeOfParallelism: whole(8, 1, 'extensions', 'blobs', 'maxDegreeOfParallelism'),
      poisonBlobThreshold: whole(5, 1, 'extensions', 'blobs', 'poisonBlobThreshold'),
    },
    logLevels: levelsOf(host, env),
    storageProvider: providerOf(setting('extensions', 'durableTask', 'storageProvider', 'type')),
    maxConcurrent: {
      activities: whole(64, 1, 'extensions', 'durableTask', 'maxConcurrentActivityFunctions'),
      orchestrators: whole(Infinity, 1, 'extensions', 'durableTask', 'maxConcurrentOrchestratorFunctions'),
      entities: whole(Infinity, 1, 'extensions', 'durableTask', 'maxConcurrentEntityFunctions'),
    },
    workerProcesses: Math.min(Math.max(Math.trunc(Number(env['FUNCTIONS_WORKER_PROCESS_COUNT']) || 1), 1), 10),
  }
}

/** Each Python is an interpreter of its own, some 150 MB of the browser's memory. */
const MOST_PYTHONS = 4

/** How many language workers run. */
export function runningProcesses({ workerProcesses }: HostOptions, language: Build['language']): number {
  return language === 'python' ? Math.min(workerProcesses, MOST_PYTHONS) : workerProcesses
}

/** All that is wrong with an app's settings, each at its place: what does not parse, means nothing or cannot be. */
export function settingsProblems(files: readonly SourceFile[]): Diagnostic[] {
  const found = [...settingsOf(files).diagnostics]
  const isNew = ({ file, line, column }: Diagnostic) =>
    !found.some((each) => each.file === file && each.line === line && each.column === column)
  const bySchema = [
    ...fileOf(files, 'host.json').checkedBy(hostJsonSchema),
    ...fileOf(files, 'local.settings.json').checkedBy(localSettingsSchema),
  ]
  return [...found, ...bySchema.filter(isNew)]
}

function fileOf(files: readonly SourceFile[], path: string): SettingsFile {
  return readSettings(files.find((file) => file.path === path) ?? { path, text: '{}' })
}

const levels = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const

/** App settings such as `AzureFunctionsJobHost__logging__logLevel__default` come after host.json, and so before it. */
function levelsOf(host: SettingsFile, env: Readonly<Record<string, string>>): HostOptions['logLevels'] {
  const prefix = /^AzureFunctionsJobHost(?:__|:)logging(?:__|:)logLevel(?:__|:)/i
  const overrides = Object.entries(env).filter(([key]) => prefix.test(key))
  const given = [
    ...host.pairsAt('logging', 'logLevel'),
    ...overrides.map(([key, value]) => [key.replace(prefix, ''), value] as const),
  ]
  return given.flatMap(([category, value]) => {
    const level = levels.find((each) => each === String(value).toLowerCase())
    return level ? [[category, level] as const] : []
  })
}

function providerOf(type: unknown): string | null {
  return typeof type === 'string' && type !== '' ? type : null
}
