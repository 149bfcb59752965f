import { expect, test, vi } from 'vitest'
import { createActor, fromPromise, transition } from 'xstate'
import { languageWorkerMachine } from './language-worker.machine.ts'
import { PATIENCE } from '#base/patience.ts'

const now = () => 0
const ready = languageWorkerMachine.resolveState({ value: 'ready', context: { deaths: [], now } })

test('a worker that gives no sign of life is hung, and ready again with the next one', () => {
  const [hung] = transition(languageWorkerMachine, ready, { type: 'silence' })
  expect(hung.value).toBe('hung')
  const [again] = transition(languageWorkerMachine, hung, { type: 'sign of life' })
  expect(again.value).toBe('ready')
})

test('ending a hung worker terminates it and boots another', async () => {
  const terminate = vi.fn()
  const machine = languageWorkerMachine.provide({
    actors: { boot: fromPromise(async () => {}) },
    actions: { terminate },
  })
  const worker = createActor(machine, { input: { now } }).start()
  await vi.waitUntil(() => worker.getSnapshot().value === 'ready', PATIENCE)
  worker.send({ type: 'silence' })
  worker.send({ type: 'end' })
  expect(terminate).toHaveBeenCalledOnce()
  expect(worker.getSnapshot().value).toBe('booting')
})

test('the third death within thirty seconds is the last; deaths long ago do not count', () => {
  const twice = languageWorkerMachine.resolveState({ value: 'ready', context: { deaths: [0, 1], now } })
  expect(transition(languageWorkerMachine, twice, { type: 'end' })[0].value).toBe('broken')
  const later = languageWorkerMachine.resolveState({ value: 'ready', context: { deaths: [0, 1], now: () => 40_000 } })
  expect(transition(languageWorkerMachine, later, { type: 'end' })[0].value).toBe('booting')
})

test('a start that is ended is not tried again', () => {
  const booting = languageWorkerMachine.resolveState({ value: 'booting', context: { deaths: [], now } })
  expect(transition(languageWorkerMachine, booting, { type: 'end' })[0].value).toBe('broken')
})
