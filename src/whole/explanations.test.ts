import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setClock } from '#language/javascript/clock.ts'
import process from '#language/javascript/node/process.ts'
import { expectExplained, HOUR, problemsOf } from './explained.ts'
import { faultyOrchestrators } from './faulty-orchestrators.ts'
import { appOf, play, programs } from './programs.ts'
import { type Files, gate, starter } from './whole-app.ts'

const path = 'src/functions/odd'

const others = `${starter}
  df.app.activity('A', { handler: () => 'a' })
  df.app.activity('B', { handler: () => 'b' })
  df.app.activity('Gated', { handler: () => globalThis.gates.never })
  df.app.activity('Fails', { handler: () => { throw new Error('It cannot be done.') } })
  df.app.activity('Later', { handler: () => { globalThis.later(); process.env.MODE = 'late' } })
  df.app.orchestration('Child', function* (context) { return yield context.df.callActivity('A') })
`

beforeEach(() => {
  gate('never')
  delete process.env['MODE']
  let drawn = 0
  vi.spyOn(Math, 'random').mockImplementation(() => [0.1, 0.9, 0.5][drawn++ % 3] ?? 0)
  const { performance } = globalThis
  const real = performance.now.bind(performance)
  let ahead = -real()
  vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  Object.assign(globalThis, {
    later: () => {
      setClock({ mode: 'real', offset: HOUR })
      ahead += HOUR
    },
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  setClock({ mode: 'real', offset: 0 })
})

/** The files of an app with that orchestrator. */
function filesOf(code: string, more: Files = {}): Files {
  const whole = code.startsWith('app:') ? code.slice(4) : wrapped(code)
  const isTypeScript = whole.startsWith('import')
  return { [`${path}.${isTypeScript ? 'ts' : 'js'}`]: whole, 'src/functions/others.js': others, ...more }
}

const wrapped = (body: string) => `const df = require('durable-functions')
df.app.orchestration('Odd', function* (context) {
  ${body}
})
`

test.each(Object.entries(faultyOrchestrators))('D4 %s is explained, and mended', async (_, faulty) => {
  await expectExplained(faulty, filesOf)
})

const correct = Object.entries(programs).filter(([, { ends }]) => ends !== 'Failed')

test.each(correct)('nothing is found in %s', async (_, program) => {
  const { app, id } = await play(program)
  const files = { 'src/functions/app.js': appOf(program.code), ...program.files }
  expect((await app.instance(id)).findings).toBeUndefined()
  expect((await problemsOf(files)).map(({ cause, message }) => `${cause}: ${message}`)).toEqual([])
})
