import { assign, fromPromise, setup } from 'xstate'
import { reasonOf } from '#base/reason-of.ts'
import type { Build, Diagnostic, SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import { type Changes, isNothing, merge, nothingChanged, withChanges } from './changes.ts'

/** A project as it was found at its address. A draft has no id: nothing of it is stored yet. */
export interface FoundProject {
  readonly id: string | null
  readonly name: string
  /** Who wrote it: a draft from a link is a stranger's until the person takes it over. */
  readonly origin: 'own' | 'sample' | 'link'
  readonly files: readonly SourceFile[]
  /** What goes wrong in a draft on purpose; of a project of one's own the database tells. */
  readonly faults?: readonly Fault[]
  /** The last build the person ran on this device: reloading goes on with it. */
  readonly resume: Build | null
  /** The last start did not survive, or the address says `norun`: nothing is resumed until Run. */
  readonly isSafeMode: boolean
  /** What the last page of this project had no time to write. */
  readonly unsaved: Changes | null
}

export type Compiled =
  | { readonly ok: true; readonly build: Build; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export type Forked = Pick<FoundProject, 'name' | 'files' | 'origin' | 'faults'>
export interface Sources {
  readonly files: readonly SourceFile[]
}
export interface Written {
  readonly id: string
  readonly changes: Changes
}
export interface Started {
  readonly id: string
  readonly build: Build
  /** Nobody pressed Run: it goes on where it was. */
  readonly isResuming: boolean
}

interface SessionContext extends Omit<FoundProject, 'resume' | 'unsaved'> {
  /** What the database does not have yet. */
  readonly unsaved: Changes
  readonly writeFailure: string | null
  readonly diagnostics: readonly Diagnostic[]
  /** The last good build: what runs, or what is about to. */
  readonly build: Build | null
  readonly isResuming: boolean
  readonly failure: string | null
}

type SessionEvent =
  | { readonly type: 'edited'; readonly changes: Changes }
  | { readonly type: 'flush' }
  | { readonly type: 'copy.asked' }
  | { readonly type: 'run' }
  | { readonly type: 'stop' }
  /** Another tab of the project stopped it. */
  | { readonly type: 'host.stopped' }
  | { readonly type: 'failure.dismissed' }

const notProvided = (name: string) => () => Promise.reject(new Error(`provide '${name}'`))

const nothing: SessionContext = {
  id: null,
  name: '',
  origin: 'own',
  files: [],
  isSafeMode: false,
  unsaved: nothingChanged,
  writeFailure: null,
  diagnostics: [],
  build: null,
  isResuming: false,
  failure: null,
}

/**
 * One project on the screen, from its address to its last saved keystroke.
 *
 *     opening ──▶ open ═ whose:   draft ──(edit, copy, run)──▶ forking ──▶ own
 *        │             ═ saving:  saved ⇄ typed ──(300 ms, flush)──▶ writing
 *        ▼             ═ running: idle ──(run)──▶ compiling ──▶ ready ──(has an id)──▶ starting ──▶ started
 *     unavailable            ▲────────────────── stopping ◀──(stop)──┘
 *
 * A draft never runs before `run`, which is the consent and makes it a project of one's own. What does not compile
 * changes nothing about what runs.
 */
export const sessionMachine = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
  },
  actors: {
    find: fromPromise<FoundProject>(notProvided('find')),
    fork: fromPromise<string, Forked>(notProvided('fork')),
    write: fromPromise<void, Written>(notProvided('write')),
    compile: fromPromise<Compiled, Sources>(notProvided('compile')),
    start: fromPromise<void, Started>(notProvided('start')),
    stop: fromPromise<void, { readonly id: string }>(notProvided('stop')),
    survived: fromPromise<void, { readonly id: string }>(notProvided('survived')),
  },
  guards: {
    isDraft: ({ context }) => context.id === null,
    hasId: ({ context }) => context.id !== null,
    hasUnsaved: ({ context }) => !isNothing(context.unsaved),
    resumes: ({ context }) => context.isResuming && context.build !== null && !context.isSafeMode,
    hasFailed: ({ context }) => context.failure !== null,
    hasBuild: ({ context }) => context.build !== null,
  },
  delays: { typingPause: 300, writeRetry: 3000, survival: 10_000 },
}).createMachine({
  id: 'session',
  context: nothing,
  initial: 'opening',
  states: {
    opening: {
      invoke: {
        src: 'find',
        onDone: {
          target: 'open',
          actions: assign(({ event: { output } }) => {
            const { resume, unsaved, ...found } = output
            const late = unsaved ?? nothingChanged
            return {
              ...found,
              name: late.name ?? found.name,
              files: withChanges(found.files, late),
              unsaved: late,
              build: resume,
              isResuming: resume !== null,
            }
          }),
        },
        onError: { target: 'unavailable', actions: assign({ failure: ({ event }) => reasonOf(event.error) }) },
      },
    },
    unavailable: {},
    open: {
      type: 'parallel',
      states: {
        whose: {
          initial: 'unknown',
          states: {
            unknown: { always: [{ guard: 'isDraft', target: 'draft' }, { target: 'own' }] },
            draft: { on: { edited: 'forking', 'copy.asked': 'forking', run: 'forking' } },
            forking: {
              invoke: {
                src: 'fork',
                input: ({ context: { name, files, origin, faults } }) => ({
                  name,
                  files,
                  origin,
                  ...(faults && { faults }),
                }),
                onDone: { target: 'own', actions: assign({ id: ({ event }) => event.output, origin: 'own' }) },
                onError: { target: 'draft', actions: assign({ failure: ({ event }) => reasonOf(event.error) }) },
              },
            },
            own: {},
          },
        },
        saving: {
          initial: 'unknown',
          on: {
            edited: {
              target: '.typed',
              actions: assign(({ context, event }) => ({
                name: event.changes.name ?? context.name,
                files: withChanges(context.files, event.changes),
                unsaved: merge(context.unsaved, event.changes),
              })),
            },
          },
          states: {
            unknown: { always: [{ guard: 'hasUnsaved', target: 'due' }, { target: 'saved' }] },
            saved: {},
            typed: { after: { typingPause: 'due' }, on: { flush: 'due' } },
            due: { always: { guard: 'hasId', target: 'writing' } },
            writing: {
              // What is typed during the write is a change of its own, written next.
              invoke: {
                src: 'write',
                input: ({ context }) => ({ id: context.id ?? '', changes: context.unsaved }),
                onDone: {
                  target: 'saved',
                  actions: assign({ unsaved: nothingChanged, writeFailure: null }),
                },
                onError: {
                  target: 'unwritten',
                  actions: assign({ writeFailure: ({ event }) => reasonOf(event.error) }),
                },
              },
            },
            unwritten: { after: { writeRetry: 'due' }, on: { flush: 'due' } },
          },
        },
        running: {
          initial: 'unknown',
          states: {
            unknown: { always: [{ guard: 'resumes', target: 'ready' }, { target: 'idle' }] },
            idle: { entry: assign({ build: null }), on: { run: 'compiling' } },
            compiling: {
              entry: assign({ failure: null, isSafeMode: false, isResuming: false }),
              invoke: {
                src: 'compile',
                input: ({ context }) => ({ files: context.files }),
                onDone: [
                  {
                    guard: ({ event }) => event.output.ok,
                    target: 'ready',
                    actions: assign(({ context, event: { output } }) => ({
                      diagnostics: output.ok ? output.warnings : [],
                      build: output.ok ? output.build : context.build,
                    })),
                  },
                  {
                    target: 'asBefore',
                    actions: assign({
                      diagnostics: ({ event: { output } }) => (output.ok ? [] : output.diagnostics),
                    }),
                  },
                ],
                onError: { target: 'asBefore', actions: assign({ failure: ({ event }) => reasonOf(event.error) }) },
              },
            },
            ready: {
              always: [
                { guard: 'hasId', target: 'starting' },
                { guard: 'hasFailed', target: 'idle' }, // it could not become one's own
              ],
            },
            starting: {
              invoke: {
                src: 'start',
                input: ({ context: { id, build, isResuming } }) => {
                  if (id === null || build === null) throw new Error('a start needs a project and a build')
                  return { id, build, isResuming }
                },
                onDone: 'started',
                onError: { target: 'refused', actions: assign({ failure: ({ event }) => reasonOf(event.error) }) },
              },
            },
            started: {
              initial: 'young',
              on: { run: 'compiling', stop: 'stopping', 'host.stopped': 'idle' },
              states: {
                young: { after: { survival: 'surviving' } },
                surviving: {
                  invoke: {
                    src: 'survived',
                    input: ({ context }) => ({ id: context.id ?? '' }),
                    onDone: 'grown',
                    onError: 'grown',
                  },
                },
                grown: {},
              },
            },
            stopping: {
              invoke: {
                src: 'stop',
                input: ({ context }) => ({ id: context.id ?? '' }),
                onDone: 'idle',
                onError: { target: 'started', actions: assign({ failure: ({ event }) => reasonOf(event.error) }) },
              },
            },
            refused: { on: { run: 'compiling' } },
            asBefore: { always: [{ guard: 'hasBuild', target: 'started' }, { target: 'idle' }] },
          },
        },
      },
      on: { 'failure.dismissed': { actions: assign({ failure: null }) } },
    },
  },
})
