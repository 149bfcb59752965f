import { assign, fromPromise, setup } from 'xstate'

/** Three deaths within so many milliseconds, and the worker is not started again before the next Run. */
const DEATHS_WITHIN = 30_000

/**
 * The life of the language worker of one build.
 *
 * Calls are concurrent, so it is either ready or not. User code can hold its thread for ever: a worker that gives no sign
 * of life is hung, and the person decides. It is ended from outside, never asked to stop.
 *
 *     booting ──▶ ready ⇄ hung              any ──▶ stopped
 *        ▲  │       │      │ end
 *        │  ▼       ▼      ▼
 *        │ broken  replaced ──(third within 30 s)──▶ broken
 *        └────────────┘
 *
 * A worker that is lost on purpose is replaced and not counted.
 *
 * A start that fails or is ended leaves it broken at once: it would fail again.
 */
export const languageWorkerMachine = setup({
  types: {
    context: {} as { deaths: readonly number[]; now: () => number },
    input: {} as { now: () => number },
    events: {} as { type: 'sign of life' | 'silence' | 'end' | 'keep going' | 'lose' | 'stop' },
  },
  actors: { boot: fromPromise<void>(() => Promise.reject(new Error("provide 'boot'"))) },
  actions: {
    terminate: () => {},
    tellReady: () => {},
    tellHung: () => {},
    tellBroken: () => {},
    countDeath: assign({
      deaths: ({ context: { deaths, now } }) => [...deaths, now()].filter((at) => now() - at < DEATHS_WITHIN),
    }),
  },
  guards: { givesUp: ({ context }) => context.deaths.length >= 3 },
}).createMachine({
  id: 'languageWorker',
  context: ({ input }) => ({ deaths: [], now: input.now }),
  initial: 'booting',
  on: { stop: '.stopped' },
  states: {
    booting: {
      invoke: { src: 'boot', onDone: 'ready', onError: 'broken' },
      on: { silence: { actions: 'tellHung' }, end: 'broken' },
    },
    ready: { entry: 'tellReady', on: { silence: 'hung', end: 'replaced', lose: 'lost' } },
    hung: { entry: 'tellHung', on: { 'sign of life': 'ready', 'keep going': 'ready', end: 'replaced', lose: 'lost' } },
    replaced: {
      entry: ['terminate', 'countDeath'],
      always: [{ guard: 'givesUp', target: 'broken' }, { target: 'booting' }],
    },
    lost: { entry: 'terminate', always: 'booting' },
    broken: { entry: ['terminate', 'tellBroken'], type: 'final' },
    stopped: { entry: 'terminate', type: 'final' },
  },
})
