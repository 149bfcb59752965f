import { expect, test } from 'vitest'
import { settingsOf } from './app-settings.ts'
import type { SourceFile } from './build.ts'

const host = (text: string): SourceFile => ({ path: 'host.json', text })
const local = (text: string): SourceFile => ({ path: 'local.settings.json', text })
const settled = {
  routePrefix: 'api',
  hubName: 'TestHubName',
  defaultVersion: null,
  maxOrchestrationActions: 100_000,
  extendedSessionsEnabled: false,
  functionTimeout: 1_800_000,
  env: {},
  diagnostics: [],
}

test('an app without settings runs as Core Tools would run it', () => {
  expect(settingsOf([])).toEqual(settled)
  expect(settingsOf([host('{ "version": "2.0" }')])).toEqual(settled)
})

test('settings are read with comments, trailing commas, a byte order mark and any case', () => {
  const files = [
    host(`\ufeff{
      // ours
      "Version": "2.0",
      "functionTimeout": "00:10:00", /* ten minutes */
      "extensions": { "HTTP": { "routePrefix": "/v1/" }, "durableTask": { "hubName": "%Hub%", }, },
    }`),
    local('{ "IsEncrypted": false, "Values": { "Hub": "Orders", "RETRIES": 3, "ON": true, "NONE": null, } }'),
  ]
  const env = { Hub: 'Orders', RETRIES: '3', ON: 'true' }
  expect(settingsOf(files)).toEqual({
    ...settled,
    routePrefix: 'v1',
    hubName: 'Orders',
    functionTimeout: 600_000,
    env,
    diagnostics: [],
  })
})

test('an app setting comes before host.json', () => {
  const files = [
    host('{ "version": "2.0", "extensions": { "http": { "routePrefix": "api" } } }'),
    local(
      '{ "Values": { "AzureFunctionsJobHost__extensions__http__routePrefix": "", "AzureFunctionsJobHost__functionTimeout": "-1" } }',
    ),
  ]
  expect(settingsOf(files)).toMatchObject({ routePrefix: '', functionTimeout: null, diagnostics: [] })
})

test.each<[string, number | null]>([
  ['00:00:01', 1000],
  ['23:59:59.5', 86_399_500],
  ['01:30', 5_400_000],
  ['2.00:00:00', 172_800_000],
  ['-1', null],
])('functionTimeout %s is understood', (text, ms) => {
  expect(settingsOf([host(`{ "version": "2.0", "functionTimeout": "${text}" }`)])).toMatchObject({
    functionTimeout: ms,
    diagnostics: [],
  })
})

const complaints = (...files: SourceFile[]) =>
  settingsOf(files).diagnostics.map(
    ({ severity, message, file, line, column }) => `${severity} ${file}:${line}:${column} ${message}`,
  )

test('what does not parse is said at its place, and the rest is read', () => {
  const broken = host('{\n  "version": "2.0"\n  "extensions": { "http": { "routePrefix": "x" } }\n}')
  expect(complaints(broken)).toEqual(['error host.json:3:3 host.json is not valid JSON: comma expected.'])
  expect(settingsOf([broken]).routePrefix).toBe('x')
  expect(complaints(host(''))).toEqual([
    'error host.json:1:1 host.json is not valid JSON: value expected.',
    'error host.json:1:1 host.json needs "version": "2.0".',
  ])
  expect(complaints({ path: 'package.json', text: '{\n  // main\n}' })).toEqual([
    'error package.json:2:3 package.json is not valid JSON: invalid comment token.',
  ])
})

test('durable instances have a version, and so many actions, as host.json says', () => {
  const durable = (text: string) => settingsOf([host(`{ "version": "2.0", "extensions": { "durableTask": ${text} } }`)])
  expect(durable('{ "defaultVersion": "1.2", "maxOrchestrationActions": 20 }')).toMatchObject({
    defaultVersion: '1.2',
    maxOrchestrationActions: 20,
    diagnostics: [],
  })
  expect(durable('{ "extendedSessionsEnabled": true }')).toMatchObject({ extendedSessionsEnabled: true })
  expect(durable('{ "maxOrchestrationActions": 0 }')).toMatchObject({
    maxOrchestrationActions: 100_000,
    diagnostics: [{ message: 'extensions.durableTask.maxOrchestrationActions must be a whole number above 0.' }],
  })
})

test('what parses and means nothing is said too', () => {
  expect(
    complaints(
      host('{\n  "version": "3.0",\n  "functionTimeout": "soon",\n  "extensions": { "http": { "routePrefix": 7 } }\n}'),
      local('{ "Values": {\n  "OK": "yes",\n  "NESTED": {} } }'),
    ),
  ).toMatchInlineSnapshot(`
    [
      "error local.settings.json:3:13 The value of NESTED must be a string.",
      "error host.json:3:22 functionTimeout must be a time span of at least a second, such as "00:10:00", or "-1" for no limit.",
      "error host.json:2:14 host.json needs "version": "2.0".",
      "error host.json:4:44 extensions.http.routePrefix must be a string.",
    ]
  `)
  expect(complaints(local('{ "IsEncrypted": true, "Values": { "A": "gibberish" } }'))).toHaveLength(1)
})

test('a key that names a prototype is a setting like any other', () => {
  const { env } = settingsOf([local('{ "Values": { "__proto__": "x", "constructor": "y" } }')])
  expect(Object.entries(env)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
  expect(settingsOf([local('{ "Values": { "__proto__": { "hubName": "x" } } }')]).hubName).toBe('TestHubName')
})

test('hostile settings are refused quickly', () => {
  expect(complaints(host('['.repeat(1_000_000)))[0]).toContain('nested too deeply')
  expect(complaints(host('{ x '.repeat(100_000))).length).toBeLessThan(20)
})
