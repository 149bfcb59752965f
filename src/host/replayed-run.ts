import type { EpochMs } from '#base/units.ts'
import { withNewFindings } from '#durable/finding.ts'
import type { HistoryCheck } from '#durable/history-check.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Diagnosis, Instance, RuntimeStatus } from '#durable/instance.ts'
import type { Episode, EpisodeTrace, FirstYield } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { WalkFacts } from './action-walk.ts'
import { NonDeterminismError } from './determinism.ts'
import { diagnosesOf } from './diagnoses.ts'
import { timersGivenUp } from './episode-commit.ts'
import { type Decision, ExecutionMemory } from './orchestration.ts'
import { ToldRequests } from './told-requests.ts'

/** A history as a run: what was written down, with what the code of a build did in each of its episodes. */
export interface ReplayedRun {
  readonly instance: Instance
  readonly events: readonly HistoryEvent[]
  /** All of them; those that the code did not come to have no build and an empty trace. */
  readonly episodes: readonly Episode[]
}

/** Sends the code the events from a position on, the last of which are new to it. */
export type NextEpisode = (
  from: number,
  events: readonly HistoryEvent[],
  knownActions: number,
) => Promise<OrchestrateAnswer>

/** Which execution it is, of which orchestrator. */
export type About = Pick<Instance, 'instanceId' | 'executionId' | 'name'>

/** A history that no code was held against, as a run. */
export function toldRun(about: About, events: readonly HistoryEvent[]): ReplayedRun {
  return runOf(about, events, '', [])
}

/**
 * Follows the code through a history, episode by episode, as it would have run, to the event at which it parts. Of a history
 * so long that the replays, each from the first line, would take more than `most` events, it follows the first episodes and
 * the last one. Commits nothing.
 */
export async function replayedRun(
  next: NextEpisode,
  facts: WalkFacts & About,
  build: string,
  { events, parting }: HistoryCheck,
  most: number,
): Promise<ReplayedRun> {
  const code = new FollowedCode(facts)
  const end = parting?.position ?? events.length
  const bounds = boundsOf(events).filter(([from]) => from <= end)
  const traces: EpisodeTrace[] = []
  let sent = 0
  let taken = 0
  for (const [index, [from, to]] of bounds.entries()) {
    taken += to
    const isLast = index === bounds.length - 1
    if (taken > most && !isLast) {
      code.skip(events.slice(from, to))
      traces.push(nothingTold)
      continue
    }
    const until = endOfNews(events, from, to)
    const answer = await next(sent, events.slice(sent, until), code.knownActions)
    sent = until
    traces.push(code.follow(answer, events.slice(from, to)))
  }
  const { customStatus, findings, diagnoses } = code
  const run = runOf(facts, events, build, traces)
  const instance = {
    ...run.instance,
    customStatus,
    ...(findings.length > 0 && { findings }),
    ...(parting === undefined && diagnoses.length > 0 && { diagnoses }),
  }
  return { ...run, instance }
}

/** The host's side of a run that is only followed: what it would know, and what its trace tells beside what the code says. */
class FollowedCode {
  customStatus: Instance['customStatus'] = null
  findings: NonNullable<Instance['findings']> = []
  diagnoses: readonly Diagnosis[] = []

  private memory: ExecutionMemory
  private hasSkipped = false
  private readonly facts: WalkFacts & About
  private readonly requests = new ToldRequests()
  private readonly yields: FirstYield[] = []

  constructor(facts: WalkFacts & About) {
    this.facts = facts
    this.memory = new ExecutionMemory(facts, [])
  }

  get knownActions(): number {
    return this.hasSkipped ? 0 : this.memory.knownActions
  }

  /** What the code is not asked about is history the next time it is. */
  skip(told: readonly HistoryEvent[]): void {
    for (const event of told) this.memory.history.push(event)
    this.hasSkipped = true
  }

  /** The trace of the episode that is told. */
  follow(answer: OrchestrateAnswer, told: readonly HistoryEvent[]): EpisodeTrace {
    const { trace } = answer
    if (this.hasSkipped) this.memory = new ExecutionMemory(this.facts, this.memory.history)
    this.hasSkipped = false
    for (const each of trace.yields) this.yields.push(each)
    this.customStatus = answer.customStatus
    this.findings = withNewFindings(this.findings, trace.findings ?? [])
    const fresh = told.filter(isNews).map((event) => this.requests.translated(event))
    const decision = this.decisionOn(fresh, answer)
    const cancelledTimers = decision ? timersGivenUp(fresh, decision) : []
    const made = new Map(decision?.scheduled.map((event) => [event.id, event]))
    for (const event of told) {
      if ('id' in event) this.requests.meet(event, made.get(event.id))
      this.memory.history.push(this.requests.translated(event))
    }
    return { ...trace, ...(cancelledTimers.length > 0 && { cancelledTimers }) }
  }

  /** `undefined` where the code parts from its history. */
  private decisionOn(fresh: readonly HistoryEvent[], answer: OrchestrateAnswer): Decision | undefined {
    try {
      const decision = this.memory.decide(this.facts, fresh, answer)
      const { findings } = decision
      if (findings) this.diagnoses = diagnosesOf(findings, answer, this.diagnoses, this.yields)
      return decision
    } catch (error) {
      if (error instanceof NonDeterminismError) return undefined
      throw error
    }
  }
}

/** Where each episode begins and ends in a history. */
function boundsOf(events: readonly HistoryEvent[]): [from: number, to: number][] {
  const begins = events.flatMap(({ type }, position) =>
    type === 'OrchestratorStarted' && position > 0 ? position : [],
  )
  const from = events.length === 0 ? [] : [0, ...begins]
  return from.map((position, i) => [position, from[i + 1] ?? events.length])
}

/** What an episode was given, and not what it decided. */
function isNews({ type }: HistoryEvent): boolean {
  return !decided.has(type)
}

const decided: ReadonlySet<HistoryEvent['type']> = new Set([
  'TaskScheduled',
  'TimerCreated',
  'SubOrchestrationInstanceCreated',
  'EventSent',
  'ExecutionCompleted',
  'OrchestratorCompleted',
])

function endOfNews(events: readonly HistoryEvent[], from: number, to: number): number {
  let end = to
  while (end > from && !isNews(events[end - 1] as HistoryEvent)) end--
  return end
}

const nothingTold: EpisodeTrace = { replayedYields: 0, yields: [] }

function runOf(
  { instanceId, executionId, name }: About,
  events: readonly HistoryEvent[],
  build: string,
  traces: readonly EpisodeTrace[],
): ReplayedRun {
  const within = { instanceId, executionId }
  const episodes = boundsOf(events).map(([from, to], index): Episode => {
    const trace = traces[index]
    const [startedAt, endedAt] = [timeOf(events[from]), timeOf(events[to - 1])]
    return { ...within, index, startedAt, endedAt, from, to, build: trace ? build : '', trace: trace ?? nothingTold }
  })
  const started = events.find((event) => event.type === 'ExecutionStarted')
  const ended = events.findLast((event) => event.type === 'ExecutionCompleted')
  const instance: Instance = {
    ...within,
    name,
    status: ended?.status ?? statusOf(events),
    ...(started?.version !== undefined && { version: started.version }),
    ...(started?.parent && { parent: started.parent }),
    input: started?.input ?? null,
    customStatus: null,
    output: ended?.result ?? null,
    createdAt: timeOf(events[0]),
    updatedAt: timeOf(events.at(-1)),
    historyLength: events.length,
    episodes: episodes.length,
  }
  return { instance, events, episodes }
}

/** Of an instance that had not ended when its history was written down. */
function statusOf(events: readonly HistoryEvent[]): RuntimeStatus {
  const last = events.findLast(({ type }) => type === 'ExecutionSuspended' || type === 'ExecutionResumed')
  return last?.type === 'ExecutionSuspended' ? 'Suspended' : 'Running'
}

function timeOf(event: HistoryEvent | undefined): EpochMs {
  return event?.at ?? (0 as EpochMs)
}
