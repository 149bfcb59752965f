import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fault, isAbout, isMeant, MOST_FAULTS, readFaults } from './fault.ts'

const fault: Fault = {
  id: 'f',
  functionName: 'chargeCard',
  when: { kind: 'always' },
  does: { kind: 'fail' },
  isOn: true,
}
const call = { functionName: 'ChargeCard', instanceId: 'i', orchestrator: 'Pay', taskId: 3 }

test('X1 a fault is about the calls that it names, whatever the case of the names', () => {
  expect(isAbout(fault, call)).toBe(true)
  expect(isAbout({ ...fault, isOn: false }, call)).toBe(false)
  expect(isAbout({ ...fault, functionName: 'ship' }, call)).toBe(false)
  expect(isAbout({ ...fault, orchestrator: 'pay', taskId: 3 }, call)).toBe(true)
  expect(isAbout({ ...fault, orchestrator: 'Other' }, call)).toBe(false)
  expect(isAbout({ ...fault, taskId: 4 }, call)).toBe(false)
  expect(isAbout({ ...fault, episode: 0 }, call)).toBe(false)
})

test('X2 the coin falls alike each time, and as often as its probability says', () => {
  const chance = (seed: number, probability: number) => ({ kind: 'chance', seed, probability }) as const
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), fc.string(), fc.nat(50), (seed, p, id, n) => {
      const one = { ...call, instanceId: id }
      expect(isMeant(chance(seed, p), one, n)).toBe(isMeant(chance(seed, p), { ...one }, n))
    }),
  )
  const falls = (seed: number) =>
    Array.from({ length: 2000 }, (_, i) => isMeant(chance(seed, 0.3), { ...call, instanceId: `i${i}` }, i % 4))
  for (const seed of [0, 1, 7]) {
    const share = falls(seed).filter(Boolean).length / 2000
    expect(share).toBeGreaterThan(0.25)
    expect(share).toBeLessThan(0.35)
  }
  expect(falls(1)).not.toEqual(falls(2))
  expect(isMeant(chance(1, 0), call, 0)).toBe(false)
  expect(isMeant(chance(1, 1), call, 0)).toBe(true)
})

test('X2 the first two calls are 0 and 1', () => {
  expect([0, 1, 2].map((attempt) => isMeant({ kind: 'first', count: 2 }, call, attempt))).toEqual([true, true, false])
})

test('faults of a link come out as they went in, without what they do not have', () => {
  const all: Fault[] = [
    { ...fault, orchestrator: 'Pay', taskId: 3 },
    { ...fault, id: 'g', episode: 2, does: { kind: 'delay', ms: 1000 }, when: { kind: 'first', count: 2 } },
    { ...fault, id: 'h', does: { kind: 'tab closed' }, when: { kind: 'chance', probability: 0.5, seed: 7 } },
  ]
  expect(readFaults(JSON.parse(JSON.stringify(all)))).toEqual(all)
  expect(readFaults([{ ...fault, evil: 1 }])).toEqual([fault])
})

test.each([
  ['no list', {}],
  ['no object', [null]],
  [`at most ${MOST_FAULTS}`, Array.from({ length: MOST_FAULTS + 1 }, (_, i) => ({ ...fault, id: `${i}` }))],
  ['two faults have one id', [fault, fault]],
  ['functionName of a fault is no text', [{ ...fault, functionName: 'x'.repeat(300) }]],
  ['count of a fault is no number', [{ ...fault, when: { kind: 'first', count: 1e9 } }]],
  ['probability of a fault is no number', [{ ...fault, when: { kind: 'chance', probability: 2, seed: 1 } }]],
  ['ms of a fault is no number', [{ ...fault, does: { kind: 'delay', ms: -1 } }]],
  ['something that is not known here', [{ ...fault, does: { kind: 'explode' } }]],
  ['in a way that is not known here', [{ ...fault, when: 'now' }].map((each) => ({ ...each, when: { kind: 'now' } }))],
])('bad faults are refused: %s', (message, raw) => {
  expect(() => readFaults(raw)).toThrow(message)
})
