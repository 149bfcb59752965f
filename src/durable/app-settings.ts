import type { Diagnostic, SourceFile } from './build.ts'
import { readSettings, type SettingsFile } from './settings-file.ts'
import { timeSpanMs } from './time-span.ts'

/** What host.json and local.settings.json say, as far as this host honours it. */
export interface AppSettings {
  /** What stands before every HTTP route, without slashes around it; empty when host.json empties it. */
  readonly routePrefix: string
  readonly hubName: string
  /** The version of instances that are started without one. */
  readonly defaultVersion: string | null
  /** So many actions of one orchestration are carried out. */
  readonly maxOrchestrationActions: number
  /** Asked for, and honoured for .NET alone: on Azure code of other languages is replayed from its first line. */
  readonly extendedSessionsEnabled: boolean
  /** In milliseconds; `null` is without limit. */
  readonly functionTimeout: number | null
  /** The app settings, which user code reads as its environment. */
  readonly env: Readonly<Record<string, string>>
  /** What does not parse or means nothing in host.json, local.settings.json and package.json. */
  readonly diagnostics: readonly Diagnostic[]
}

// What Core Tools use on a developer's machine.
const defaults = {
  routePrefix: 'api',
  hubName: 'TestHubName',
  functionTimeout: 30 * 60_000,
  mostActions: 100_000,
} as const

/** Reads an app's settings. Never throws: what is missing has its default, and so has what is wrong, with a diagnostic. */
export function settingsOf(files: readonly SourceFile[]): AppSettings {
  const read = (path: string, strict = false) =>
    readSettings(files.find((file) => file.path === path) ?? { path, text: '{}' }, strict)
  const [host, local] = [read('host.json'), read('local.settings.json')]
  const { env, diagnostics: ofValues } = envOf(local)
  const setting = (...keys: string[]) => overrideOf(env, keys) ?? host.at(...keys)

  const diagnostics = [
    ...host.diagnostics,
    ...local.diagnostics,
    ...read('package.json', true).diagnostics,
    ...ofValues,
  ]
  const text = (fallback: string, ...keys: string[]) => {
    const value = setting(...keys)
    if (typeof value === 'string') return value
    if (host.has(...keys)) diagnostics.push(host.complain('error', `${keys.join('.')} must be a string.`, ...keys))
    return fallback
  }
  const whole = (fallback: number, ...keys: string[]) => {
    const value = Number(setting(...keys) ?? fallback)
    if (Number.isSafeInteger(value) && value > 0) return value
    diagnostics.push(host.complain('error', `${keys.join('.')} must be a whole number above 0.`, ...keys))
    return fallback
  }
  const timeout = timeoutOf(setting('functionTimeout'))
  if (timeout === undefined) diagnostics.push(host.complain('error', badTimeout, 'functionTimeout'))
  if (files.some(({ path }) => path === 'host.json') && host.at('version') !== '2.0') {
    diagnostics.push(host.complain('error', 'host.json needs "version": "2.0".', 'version'))
  }
  return {
    routePrefix: text(defaults.routePrefix, 'extensions', 'http', 'routePrefix').replace(/^\/+|\/+$/g, ''),
    defaultVersion: text('', 'extensions', 'durableTask', 'defaultVersion') || null,
    maxOrchestrationActions: whole(defaults.mostActions, 'extensions', 'durableTask', 'maxOrchestrationActions'),
    hubName: named(text(defaults.hubName, 'extensions', 'durableTask', 'hubName'), env) || defaults.hubName,
    extendedSessionsEnabled: /^true$/i.test(String(setting('extensions', 'durableTask', 'extendedSessionsEnabled'))),
    functionTimeout: timeout === undefined ? defaults.functionTimeout : timeout,
    env,
    diagnostics,
  }
}

/** The `Values` of local.settings.json, which Core Tools set as environment variables. */
function envOf(local: SettingsFile): { env: Record<string, string>; diagnostics: Diagnostic[] } {
  if (local.at('IsEncrypted') === true) {
    const message = 'These settings are encrypted, and only Core Tools on the machine that did it can read them.'
    return { env: {}, diagnostics: [local.complain('error', message, 'IsEncrypted')] }
  }
  const diagnostics: Diagnostic[] = []
  const pairs = local.pairsAt('Values').flatMap(([key, value]) => {
    if (value !== undefined) return value === null ? [] : [[key, String(value)] as const]
    diagnostics.push(local.complain('error', `The value of ${key} must be a string.`, 'Values', key))
    return []
  })
  return { env: Object.fromEntries(pairs), diagnostics }
}

/** `AzureFunctionsJobHost__extensions__http__routePrefix` and its like come before host.json. */
export function overrideOf(env: Readonly<Record<string, string>>, keys: readonly string[]): string | undefined {
  const wanted = ['AzureFunctionsJobHost', ...keys].join('__').toLowerCase()
  return Object.entries(env).find(([key]) => key.toLowerCase().replaceAll(':', '__') === wanted)?.[1]
}

/** `%TaskHub%` is the app setting of that name; one that is not set stays as it is written. */
function named(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/%([^%]+)%/g, (whole, key: string) => (Object.hasOwn(env, key) ? (env[key] ?? whole) : whole))
}

const badTimeout = 'functionTimeout must be a time span of at least a second, such as "00:10:00", or "-1" for no limit.'

/** A .NET time span in milliseconds, `null` for none; `undefined` when it is not one, or too short. */
function timeoutOf(value: string | number | boolean | null | undefined): number | null | undefined {
  if (value === undefined || value === null) return defaults.functionTimeout
  if (value === '-1' || value === -1) return null
  const ms = timeSpanMs(value)
  return ms === undefined || ms < 1000 ? undefined : ms
}
