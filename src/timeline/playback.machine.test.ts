import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createActor, SimulatedClock, transition } from 'xstate'
import type { EpochMs } from '#base/units.ts'
import { episodeBefore, positionAt, timeAt } from './cut.ts'
import { type PlaybackContext, type PlaybackEvent, playbackMachine } from './playback.machine.ts'
import { anyRun, episode } from './testing.ts'

const ten: PlaybackContext = { position: 10, length: 10, episodeEnds: [3, 6, 10], speed: 4 }
const at = (value: 'live' | 'paused' | 'playing' | 'scrubbing', position: number) =>
  playbackMachine.resolveState({ value, context: { ...ten, position } })

function after(state: ReturnType<typeof at>, ...events: PlaybackEvent[]) {
  const end = events.reduce((snapshot, event) => transition(playbackMachine, snapshot, event)[0], state)
  return [end.value, end.context.position]
}

const grown = { type: 'history.changed', length: 14, episodeEnds: [3, 6, 10, 14] } as const

test('live follows history as it grows; paused stays where it is', () => {
  expect(after(at('live', 10), grown)).toEqual(['live', 14])
  expect(after(at('paused', 4), grown)).toEqual(['paused', 4])
})

test('a step leaves live, and stops at both ends', () => {
  const back = { type: 'step', by: 'event', direction: -1 } as const
  expect(after(at('live', 10), back)).toEqual(['paused', 9])
  expect(after(at('paused', 0), back)).toEqual(['paused', 0])
  expect(after(at('paused', 10), { ...back, direction: 1 })).toEqual(['paused', 10])
})

test('a step by episode goes to where episodes end', () => {
  const by = (direction: 1 | -1) => ({ type: 'step', by: 'episode', direction }) as const
  expect(after(at('live', 10), by(-1))).toEqual(['paused', 6])
  expect(after(at('paused', 6), by(-1), by(-1))).toEqual(['paused', 0])
  expect(after(at('paused', 4), by(1))).toEqual(['paused', 6])
  expect(after(at('paused', 0), by(1), by(1), by(1), by(1))).toEqual(['paused', 10])
})

test('scrubbing goes where it is led, within history, and pauses there', () => {
  expect(after(at('live', 10), { type: 'scrub.moved', position: 2.4 })).toEqual(['scrubbing', 2])
  expect(after(at('playing', 4), { type: 'scrub.moved', position: 99 }, { type: 'scrub.ended' })).toEqual([
    'paused',
    10,
  ])
})

test('playing at the end begins at the start', () => {
  expect(after(at('live', 10), { type: 'play' })).toEqual(['playing', 0])
  expect(after(at('paused', 10), { type: 'play' })).toEqual(['playing', 0])
  expect(after(at('paused', 5), { type: 'play' })).toEqual(['playing', 5])
})

test('playing takes an event in each beat, at the speed chosen, and is live again after the last', () => {
  const clock = new SimulatedClock()
  const playback = createActor(playbackMachine, { clock }).start()
  // beat by beat: the clock does not see what a beat starts
  const pass = (beats: number, ms: number) => {
    for (let i = 0; i < beats; i++) clock.increment(ms)
  }
  const told = () => [playback.getSnapshot().value, playback.getSnapshot().context.position]
  playback.send({ type: 'history.changed', length: 10, episodeEnds: [3, 6, 10] })
  playback.send({ type: 'play' })
  pass(3, 250)
  expect(told()).toEqual(['playing', 3])
  playback.send({ type: 'speed.chosen', speed: 1 })
  clock.increment(999)
  expect(told()).toEqual(['playing', 3])
  clock.increment(1)
  expect(told()).toEqual(['playing', 4])
  playback.send({ type: 'pause' })
  pass(9, 1000)
  expect(told()).toEqual(['paused', 4])
  playback.send({ type: 'play' })
  pass(6, 1000)
  expect(told()).toEqual(['live', 10])
})

test('the time at a position is that of the latest event before it', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(100), (run, position) => {
      expect(timeAt(run, position)).toBe(run.slice(0, position).at(-1)?.at ?? null)
    }),
  )
})

test('scrubbing to the time at a position leads there, up to events of the same millisecond', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(100), (run, position) => {
      const now = timeAt(run, position)
      const found = positionAt(run, now ?? (-1 as EpochMs))
      expect(found).toBeGreaterThanOrEqual(Math.min(position, run.length))
      expect(run[found]?.at ?? Infinity).toBeGreaterThan(now ?? -1)
    }),
  )
})

test('the episode at a position is the one that wrote the event before it', () => {
  const episodes = [episode(0, 0, 3), episode(1, 3, 9)]
  expect([0, 1, 3, 4, 9].map((position) => episodeBefore(episodes, position))).toEqual([-1, 0, 0, 1, 1])
})
