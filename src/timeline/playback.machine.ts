import { assign, setup } from 'xstate'

/** Where playback stands: after so many events of history. */
export interface PlaybackContext {
  readonly position: number
  /** How many events there are. */
  readonly length: number
  /** After how many events each episode ends, in order. */
  readonly episodeEnds: readonly number[]
  /** Events a second. */
  readonly speed: number
}

export type PlaybackEvent =
  | { readonly type: 'history.changed'; readonly length: number; readonly episodeEnds: readonly number[] }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'go.live' }
  | { readonly type: 'step'; readonly by: 'event' | 'episode'; readonly direction: 1 | -1 }
  | { readonly type: 'scrub.moved'; readonly position: number }
  | { readonly type: 'scrub.ended' }
  | { readonly type: 'speed.chosen'; readonly speed: number }

/**
 * Moving through the history of one execution.
 *
 *     live --step, pause--> paused <--step--
 *      ^                     |  ^
 *      |                play v  | pause, step
 *      +---(the end)------ playing
 *
 *     any --scrub.moved--> scrubbing --scrub.ended--> paused        any --go.live--> live
 *
 * Live stands after the last event, also when there come more. Everywhere else the position stays when history grows.
 */
export const playbackMachine = setup({
  types: { context: {} as PlaybackContext, events: {} as PlaybackEvent },
  actions: {
    takeHistory: assign(({ context, event }) => {
      if (event.type !== 'history.changed') return {}
      const { length, episodeEnds } = event
      return { length, episodeEnds, position: Math.min(context.position, length) }
    }),
    toTheEnd: assign({ position: ({ context }) => context.length }),
    toTheStart: assign({ position: 0 }),
    toPosition: assign(({ context, event }) =>
      event.type === 'scrub.moved' ? { position: clamp(event.position, context.length) } : {},
    ),
    step: assign(({ context, event }) => (event.type === 'step' ? { position: stepped(context, event) } : {})),
    nextEvent: assign({ position: ({ context }) => clamp(context.position + 1, context.length) }),
    takeSpeed: assign(({ event }) => (event.type === 'speed.chosen' ? { speed: event.speed } : {})),
  },
  guards: {
    isAtTheEnd: ({ context }) => context.position >= context.length,
  },
  delays: {
    untilNextEvent: ({ context }) => 1000 / context.speed,
  },
}).createMachine({
  id: 'playback',
  context: { position: 0, length: 0, episodeEnds: [], speed: 4 },
  initial: 'live',
  on: {
    'history.changed': { actions: 'takeHistory' },
    'go.live': '.live',
    'scrub.moved': { target: '.scrubbing', actions: 'toPosition' },
    'speed.chosen': { actions: 'takeSpeed' },
    step: { target: '.paused', actions: 'step' },
  },
  states: {
    live: {
      entry: 'toTheEnd',
      on: {
        'history.changed': { actions: ['takeHistory', 'toTheEnd'] },
        pause: 'paused',
        play: { target: 'playing', actions: 'toTheStart' },
      },
    },
    paused: {
      on: {
        play: [{ guard: 'isAtTheEnd', target: 'playing', actions: 'toTheStart' }, { target: 'playing' }],
      },
    },
    playing: {
      always: { guard: 'isAtTheEnd', target: 'live' },
      after: { untilNextEvent: { target: 'playing', reenter: true, actions: 'nextEvent' } },
      on: { pause: 'paused', 'speed.chosen': { target: 'playing', reenter: true, actions: 'takeSpeed' } },
    },
    scrubbing: {
      on: { 'scrub.moved': { actions: 'toPosition' }, 'scrub.ended': 'paused' },
    },
  },
})

/** By episode: to the end of the next one, or of the one before; from inside an episode back to where it began. */
function stepped(
  { position, length, episodeEnds }: PlaybackContext,
  { by, direction }: Extract<PlaybackEvent, { type: 'step' }>,
): number {
  if (by === 'event') return clamp(position + direction, length)
  if (direction === 1) return clamp(episodeEnds.find((end) => end > position) ?? length, length)
  return episodeEnds.findLast((end) => end < position) ?? 0
}

function clamp(position: number, length: number): number {
  return Math.max(0, Math.min(length, Math.round(position)))
}
