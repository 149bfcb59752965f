import type { Diagnosis } from '#durable/instance.ts'
import type { Awaited, CodeLine, EpisodeTrace, FirstYield, UnaskedTask } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { Difference } from './determinism.ts'
import { FALSY_ERROR, SKIPPED, STUCK, trapInWords, wordsFor } from './diagnosis-words.ts'

/** What the host's own walk found, before it is put into words. */
export interface Findings {
  /** Calls that were refused: the code waits for them for ever. */
  readonly refusals: readonly { readonly cause: string; readonly message: string }[]
  readonly differences: readonly Difference[]
  /** Whether the host has numbered more tasks than the code. */
  readonly hasDrifted: boolean
  /** Whether it has numbered fewer. */
  readonly isBehind: boolean
  /** Whether nothing that is under way could move the code. */
  readonly isStuck: boolean
}

/** So many are kept of one instance. */
const MOST = 20

/**
 * Why an instance will not move although nothing failed, and what replay does without a word: each with its cause, its
 * line when the trace knows it, and what to write instead. Shown; it changes no outcome. Rules G. `yields` are those of the
 * whole execution: needed when history differs or the host is behind.
 */
export function diagnosesOf(
  findings: Findings,
  { outcome, trace }: OrchestrateAnswer,
  before: readonly Diagnosis[],
  yields: readonly FirstYield[],
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
    ...(findings.isBehind && waits ? skipped(awaits, yields) : []),
    ...differencesInWords(findings.differences, yields),
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

function trapped(trap: NonNullable<Awaited['trap']>, at: CodeLine | undefined): Diagnosis {
  return diagnosis(`${trap.replace(' ', '-')}-compound`, trapInWords(trap, wordsFor(at)), at)
}

/** An event that came under a name which differs from the awaited one in case alone. */
function misspelt({ awaits, unclaimedEvents = [] }: EpisodeTrace): Diagnosis[] {
  return (awaits?.events ?? []).flatMap((waited) => {
    const raised = unclaimedEvents.find((name) => name.toLowerCase() === waited.toLowerCase())
    if (raised === undefined) return []
    const message = `The orchestrator waits for the external event '${waited}', and '${raised}' has come. The host does not mind case and ${wordsFor(awaits?.at).sdk} does, so it is not taken and the code waits on: on Azure too. Raise it as '${waited}'.`
    return [{ ...diagnosis('event-name-case', message, awaits?.at), instead: { written: waited, write: raised } }]
  })
}

/** What happened once and is not seen again: the event that was swallowed is still missing. */
const LASTING = new Set(['stale-waiter', 'child-id-in-use'])

function swallowed({ awaits, swallowedEvents = [] }: EpisodeTrace): Diagnosis[] {
  return swallowedEvents.map((name) => {
    const message = `An external event '${name}' was taken by a wait that was over: the same ${wordsFor(awaits?.at).event} task had been yielded in two races, and its leftover swallows the next event of that name. Nobody will see that event: on Azure too. Make a new task for each race.`
    return diagnosis('stale-waiter', message, awaits?.at)
  })
}

function unasked({ action, name, at }: UnaskedTask, waits: boolean): Diagnosis {
  const what = name === undefined ? action : `${action} '${name}'`
  const message = waits
    ? `A task (${what}) was made and has not been yielded so far. Only a yield begins it, so it is not running yet, and not beside what is waited for: on Azure too. To run tasks at once, yield them together with ${wordsFor(at).callAll}.`
    : `A task (${what}) was made and never yielded, so it never began: on Azure too. Yield it.`
  return diagnosis('not-yielded', message, at)
}

function drifted(at: CodeLine | undefined): Diagnosis {
  return diagnosis('id-drift', wordsFor(at).drifted, at)
}

/** What is waited for by number is under another one at the host. */
function skipped(awaits: Awaited | undefined, yields: readonly FirstYield[]): Diagnosis[] {
  const race = yields.find(({ isSkipped }) => isSkipped)
  return race && awaits && awaits.taskIds.length > 0 ? [diagnosis('skipped-race', SKIPPED, race.at)] : []
}

function stuck(at: CodeLine | undefined): Diagnosis {
  return diagnosis('stuck', STUCK, at)
}

/** Rule D3: what the framework lets pass. Two calls of one activity whose inputs changed places are told as that. */
function differencesInWords(differences: readonly Difference[], yields: readonly FirstYield[]): Diagnosis[] {
  const told = new Set<Difference>()
  return differences.flatMap((each) => {
    if (told.has(each)) return []
    const other = differences.find((candidate) => !told.has(candidate) && changedPlaces(each, candidate))
    told.add(each)
    if (other) told.add(other)
    const at = yields.find(({ taskIds }) => taskIds.includes(each.id))?.at
    return [diagnosis(causeOf(each, other), messageOf(each, other, at), at)]
  })
}

function changedPlaces(a: Difference, b: Difference): boolean {
  return a !== b && a.what === 'input' && a.name === b.name && a.before === b.now && a.now === b.before
}

function causeOf({ what }: Difference, other: Difference | undefined): string {
  if (other) return 'swapped-calls'
  return what === 'time' ? 'changed-time' : 'changed-input'
}

function messageOf(
  { id, what, name, before, now }: Difference,
  other: Difference | undefined,
  at: CodeLine | undefined,
): string {
  if (other)
    return `Two calls of '${name}' changed places since this instance began (tasks ${id} and ${other.id}): each now gets the other's result, without an error, because only names are compared. Keep the order of calls while instances run.`
  const words = wordsFor(at)
  if (what === 'time')
    return `The code now asks for another time than when it set timer ${id}: ${now} instead of ${before}. The timer that was set counts. Compute times from ${words.now}, which is the same in every replay, and not from ${words.clock}.`
  return `The code now calls '${name}' with another input than when it was scheduled (task ${id}): ${cut(now)} instead of ${cut(before)}. Only names are compared, so the result of the old input is used, without an error. Inputs must be the same in every replay: no random values, no clock, no changed code while instances run.`
}

function cut(text: string | null): string {
  if (text === null) return 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
