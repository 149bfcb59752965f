import type { Finding } from '#durable/finding.ts'
import { findingWords } from '#durable/finding-words.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { CodeLine, EpisodeTrace } from '#durable/trace.ts'
import type { Explanation, FailedAttempt, FailedTask } from './explanation.ts'
import type { Known } from './explain.ts'
import { fixesAt } from './fixes-at.ts'

type TaskEnd = Extract<HistoryEvent, { type: 'TaskFailed' | 'SubOrchestrationInstanceFailed' }>
type TaskStart = Extract<HistoryEvent, { type: 'TaskScheduled' | 'SubOrchestrationInstanceCreated' }>

/** Why an instance failed that asked for what its history says: a task of it failed, or its own code did. */
export function failures(known: Known): Explanation[] {
  const { instance } = known
  if (instance.status !== 'Failed' || instance.output?.startsWith('Non-Deterministic workflow detected')) return []
  return [taskFailure(known) ?? codeFailure(known)]
}

function taskFailure({ instance, history, episodes }: Known): Explanation | undefined {
  const output = instance.output ?? ''
  const ends = history.filter((event): event is TaskEnd => 'reason' in event && 'taskScheduledId' in event)
  const end = ends.findLast(({ reason }) => reason !== '' && output.includes(reason))
  const starts = new Map(history.filter(isStart).map((event) => [event.id, event]))
  const start = end && starts.get(end.taskScheduledId)
  if (!start) return undefined
  const task = failedTask(start, ends, starts)
  const failedAt = episodes.at(-1)?.trace.failedAt
  const at = lineOf(episodes, task.attempts[0]?.id ?? start.id) ?? failedAt
  const what = `The ${task.kind} '${task.name}' failed`
  const tries = task.attempts.length > 1 ? `, ${task.attempts.length} times in a row` : ''
  return {
    kind: 'task failed',
    cause: 'failed-task',
    title: what,
    text: `${what}${tries}, and the orchestrator did not catch it, so the instance failed with the same words.`,
    cure: 'Mend what failed; or catch the error around its yield, where the work can go on without it; or retry it, where it may work later.',
    ...(at && { at }),
    task,
    fixes: [],
  }
}

function isStart(event: HistoryEvent): event is TaskStart {
  return event.type === 'TaskScheduled' || event.type === 'SubOrchestrationInstanceCreated'
}

/** The attempts are the failures of the same call, the last one first found: retries schedule it again and again. */
function failedTask(start: TaskStart, ends: readonly TaskEnd[], starts: ReadonlyMap<number, TaskStart>): FailedTask {
  const isSame = (other: TaskStart | undefined) =>
    other?.type === start.type && other.name === start.name && other.input === start.input && other.id <= start.id
  const attempts = ends
    .filter(({ taskScheduledId }) => isSame(starts.get(taskScheduledId)))
    .map(({ taskScheduledId, reason, details }): FailedAttempt => ({ id: taskScheduledId, reason, details }))
  return {
    kind: start.type === 'TaskScheduled' ? 'activity' : 'orchestrator',
    name: start.name,
    input: start.input,
    ...(start.type === 'SubOrchestrationInstanceCreated' && { instanceId: start.instanceId }),
    attempts,
  }
}

function lineOf(episodes: Known['episodes'], id: number): CodeLine | undefined {
  return episodes.flatMap(({ trace }) => trace.yields).find(({ taskIds }) => taskIds.includes(id))?.at
}

/** Failures whose words are the engine's own, and what they come from. */
const known: readonly (readonly [words: RegExp, cause: string, text: string])[] = [
  [
    /this\.generator\.next is not a function|reading 'next'/,
    'no-generator',
    'The orchestrator is no generator function, so there is nothing to go on with after its first line. Write function* and yield each task.',
  ],
  [
    /yielded data of type undefined/,
    'nothing-to-yield',
    'The orchestrator yielded something that is no task. signalEntity, continueAsNew and setCustomStatus give nothing to wait for: call them without yield.',
  ],
  [
    /is no task\. Yield what context/,
    'yielded-no-task',
    'The orchestrator yielded something that is no durable task. Only what the context makes can be yielded: do other waiting in an activity.',
  ],
  [
    /yielded data of type/,
    'yielded-no-task',
    'The orchestrator yielded something that is no durable task, a promise perhaps. Only what context.df makes can be yielded: do other waiting in an activity.',
  ],
]

function codeFailure({ instance, episodes, problems }: Known): Explanation {
  const output = instance.output ?? ''
  const trace = episodes.at(-1)?.trace
  const [, words = 'thrown', text = THROWN] = known.find(([pattern]) => pattern.test(output)) ?? []
  const finding = blamed(trace, words)
  const told = finding?.at ?? trace?.failedAt ?? placeIn(output)
  const read = finding ? undefined : problems.find((problem) => problem.call !== undefined && isAt(problem, told))
  const cause = finding?.cause ?? read?.cause ?? words
  const written = read ?? problems.find((problem) => problem.cause === cause)
  const at = told ?? (written && { file: written.file, line: written.line })
  return {
    kind: 'code failed',
    cause,
    title: 'The orchestrator’s own code failed',
    text: finding ? findingWords(finding).why : (read?.message ?? text),
    ...(finding && { cure: findingWords(finding).cure }),
    ...(at && { at }),
    fixes: fixesAt(problems, cause, at),
  }
}

/** What Python's SDK itself fails on leaves no trace of the episode. A note to its words says the line, or Python's own trace. */
function placeIn(output: string): CodeLine | undefined {
  const noted = /^(\S[^\n:]*\.py):(\d+): /m.exec(output)
  const traced = [...output.matchAll(/ File "\/home\/site\/wwwroot\/([^"\n]+)", line (\d+)/g)].at(-1)
  const [, file, line] = noted ?? traced ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}

function isAt({ file, line }: CodeLine, at: CodeLine | undefined): boolean {
  return file === at?.file && line === at.line
}

const THROWN = 'The code threw an error that it did not catch.'

/** What was used where the code failed, when that explains it: a promise that was yielded, a network that is not there. */
function blamed(trace: EpisodeTrace | undefined, words: string): Finding | undefined {
  const { findings = [], failedAt } = trace ?? {}
  const here = findings.filter(({ at }) => at && isAt(at, failedAt))
  if (words === 'thrown') return here.find(({ cause }) => maySayNo.has(cause))
  return here[0] ?? findings.find(({ cause }) => cause === 'async')
}

/** What an orchestrator, or a browser, may refuse with an error. */
const maySayNo: ReadonlySet<string> = new Set(['network', 'io', 'async'])
