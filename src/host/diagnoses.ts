import type { Diagnosis } from '#durable/instance.ts'
import type { Awaited, CodeLine, EpisodeTrace, UnaskedTask } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { Difference } from './determinism.ts'

/** What the host's own walk found, before it is put into words. */
export interface Findings {
  /** Calls that were refused: the code waits for them for ever. */
  readonly refusals: readonly { readonly cause: string; readonly message: string }[]
  readonly differences: readonly Difference[]
  /** Whether host and code have counted apart. */
  readonly hasDrifted: boolean
  /** Whether nothing that is under way could move the code. */
  readonly isStuck: boolean
}

/** So many are kept of one instance. */
const MOST = 20

/**
 * Why an instance will not move although nothing failed, and what replay does without a word: each with its cause, its
 * line when the trace knows it, and what to write instead. Shown; it changes no outcome. Rules G.
 */
export function diagnosesOf(
  findings: Findings,
  { outcome, trace }: OrchestrateAnswer,
  before: readonly Diagnosis[],
  lineOf: (taskId: number) => CodeLine | undefined,
): readonly Diagnosis[] {
  const waits = outcome.type === 'waiting'
  const { awaits } = trace
  const found = [
    ...findings.refusals.map(({ cause, message }) => diagnosis(cause, message, awaits?.at)),
    ...(waits && outcome.cause === 'falsy-error' ? [falsyError(trace)] : []),
    ...(awaits?.trap ? [trapped(awaits.trap, awaits.at)] : []),
    ...misspelt(trace),
    ...before.filter(({ cause }) => LASTING.has(cause)),
    ...swallowed(trace),
    ...(trace.unasked ?? []).map((task) => unasked(task, waits)),
    ...(findings.hasDrifted && waits && !awaits?.trap ? [drifted(awaits?.at)] : []),
    ...differencesInWords(findings.differences, lineOf),
  ]
  if (found.length === 0 && findings.isStuck && waits) found.push(stuck(awaits?.at))
  return found.slice(0, MOST)
}

function diagnosis(cause: string, message: string, at: CodeLine | undefined): Diagnosis {
  return { cause, message, ...at }
}

function falsyError({ failedAt, yields }: EpisodeTrace): Diagnosis {
  return diagnosis('falsy-error', FALSY_ERROR, failedAt ?? yields.at(-1)?.at)
}

const FALSY_ERROR =
  'The orchestrator threw something without a message (a string, null, or an Error with an empty message). ' +
  'The Durable extension takes that for no failure, so the instance stays Running for ever: on Azure too. Throw an Error with a message.'

const TRAPS: Record<NonNullable<Awaited['trap']>, string> = {
  settled:
    'This Task.all or Task.any was built from tasks that had all ended already. durable-functions never completes it, so the instance stays Running for ever: on Azure too. Build it before its tasks are yielded, or read the `result` of the tasks instead.',
  'partly settled':
    'This Task.any holds a task that had ended before. durable-functions does not look at it and waits for one of the others: on Azure too. Look at `isCompleted` of the tasks before racing them again, and race only those that are open.',
  'taken over':
    'A task that is waited for here was put into another Task.all or Task.any since, and a task reports to the one built last: this one will not hear of it, on Azure too. Put each task into one compound.',
}

function trapped(trap: NonNullable<Awaited['trap']>, at: CodeLine | undefined): Diagnosis {
  return diagnosis(trap === 'settled' ? 'settled-compound' : `${trap.replace(' ', '-')}-compound`, TRAPS[trap], at)
}

/** An event that came under a name which differs from the awaited one in case alone. */
function misspelt({ awaits, unclaimedEvents = [] }: EpisodeTrace): Diagnosis[] {
  return (awaits?.events ?? []).flatMap((waited) => {
    const raised = unclaimedEvents.find((name) => name.toLowerCase() === waited.toLowerCase())
    if (raised === undefined) return []
    const message = `The orchestrator waits for the external event '${waited}', and '${raised}' has come. The host does not mind case and durable-functions does, so it is not taken and the code waits on: on Azure too. Raise it as '${waited}'.`
    return [{ ...diagnosis('event-name-case', message, awaits?.at), instead: { written: waited, write: raised } }]
  })
}

/** What happened once and is not seen again: the event that was swallowed is still missing. */
const LASTING = new Set(['stale-waiter', 'child-id-in-use'])

function swallowed({ awaits, swallowedEvents = [] }: EpisodeTrace): Diagnosis[] {
  return swallowedEvents.map((name) => {
    const message = `An external event '${name}' was taken by a wait that was over: the same waitForExternalEvent task had been yielded in two races, and its leftover swallows the next event of that name. Nobody will see that event: on Azure too. Make a new task for each race.`
    return diagnosis('stale-waiter', message, awaits?.at)
  })
}

function unasked({ action, name, at }: UnaskedTask, waits: boolean): Diagnosis {
  const what = name === undefined ? action : `${action} '${name}'`
  const message = waits
    ? `A task (${what}) was made and has not been yielded so far. Only a yield begins it, so it is not running yet, and not beside what is waited for: on Azure too. To run tasks at once, yield them together with context.df.Task.all.`
    : `A task (${what}) was made and never yielded, so it never began: on Azure too. Yield it.`
  return diagnosis('not-yielded', message, at)
}

function drifted(at: CodeLine | undefined): Diagnosis {
  return diagnosis('id-drift', DRIFTED, at)
}

const DRIFTED =
  'A new Task.all or Task.any asks again for all tasks in it, also for those asked for before: the host schedules them once more and its numbering runs ahead of the code’s, so later answers may reach the wrong task or none. On Azure too (azure-functions-durable-js issue 574). Race only new tasks, or make new ones for each race.'

function stuck(at: CodeLine | undefined): Diagnosis {
  return diagnosis('stuck', STUCK, at)
}

const STUCK =
  'Everything that the orchestrator asked for has been answered, and its code still waits: nothing under way will move it.'

/** Rule D3: what the framework lets pass. Two calls of one activity whose inputs changed places are told as that. */
function differencesInWords(
  differences: readonly Difference[],
  lineOf: (taskId: number) => CodeLine | undefined,
): Diagnosis[] {
  const told = new Set<Difference>()
  return differences.flatMap((each) => {
    if (told.has(each)) return []
    const other = differences.find((candidate) => !told.has(candidate) && changedPlaces(each, candidate))
    told.add(each)
    if (other) told.add(other)
    return [diagnosis(causeOf(each, other), messageOf(each, other), lineOf(each.id))]
  })
}

function changedPlaces(a: Difference, b: Difference): boolean {
  return a !== b && a.what === 'input' && a.name === b.name && a.before === b.now && a.now === b.before
}

function causeOf({ what }: Difference, other: Difference | undefined): string {
  if (other) return 'swapped-calls'
  return what === 'time' ? 'changed-time' : 'changed-input'
}

function messageOf({ id, what, name, before, now }: Difference, other: Difference | undefined): string {
  if (other)
    return `Two calls of '${name}' changed places since this instance began (tasks ${id} and ${other.id}): each now gets the other's result, without an error, because only names are compared. Keep the order of calls while instances run.`
  if (what === 'time')
    return `The code now asks for another time than when it set timer ${id}: ${now} instead of ${before}. The timer that was set counts. Compute times from context.df.currentUtcDateTime, which is the same in every replay, and not from Date.now().`
  return `The code now calls '${name}' with another input than when it was scheduled (task ${id}): ${cut(now)} instead of ${cut(before)}. Only names are compared, so the result of the old input is used, without an error. Inputs must be the same in every replay: no random values, no clock, no changed code while instances run.`
}

function cut(text: string | null): string {
  if (text === null) return 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
