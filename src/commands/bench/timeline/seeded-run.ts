import { type JsonText, toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'

/** A finished run as a host would have written it down. */
export interface SeededRun {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

/**
 * A run of about `events` events, the same for the same seed: of its tasks a fifth are a chain, six tenths stand in
 * fan-outs of 10 to 5,000, a twentieth are tried again, a tenth are timers, a twentieth are sub-orchestrations.
 */
export function seededRun(events: number, seed = 1): SeededRun {
  const run = new Writer(seed)
  const done = { chain: 0, fanOut: 0, retry: 0, timer: 0, child: 0 }
  const shares = { chain: 0.2, fanOut: 0.6, retry: 0.05, timer: 0.1, child: 0.05 }
  const kinds = Object.keys(shares) as (keyof typeof shares)[]
  while (run.history.length < events) {
    const rest = events - run.history.length
    const missing = (kind: keyof typeof shares) => done[kind] / shares[kind]
    const [kind = 'chain'] = kinds.toSorted((a, b) => missing(a) - missing(b))
    const width = Math.min(5000, Math.ceil(10 * 500 ** run.chance()), Math.max(10, Math.floor(rest / 3)))
    done[kind] += kind === 'fanOut' ? width : 1
    if (kind === 'chain') run.step(`Step${1 + run.dice(4)}`)
    else if (kind === 'fanOut') run.fanOut(['Resize', 'Encode', 'Index'][run.dice(3)] ?? 'Resize', width)
    else if (kind === 'retry') run.retry('Charge')
    else if (kind === 'timer') run.timer()
    else run.child('Ship')
  }
  run.end()
  return run
}

/** How many in a thousand fail. */
const FAILURES = 4

/** Plays host and code at once: an episode for whatever arrives together. */
class Writer implements SeededRun {
  readonly history: HistoryEvent[] = []
  readonly episodes: Episode[] = []
  private now = 1_767_225_600_000
  private id = 0
  private yields = 0
  private state: number
  private arrived: HistoryEvent[] = []

  constructor(seed: number) {
    this.state = seed
    this.arrived.push({
      type: 'ExecutionStarted',
      at: this.at(),
      name: 'orders',
      executionId: 'seeded',
      input: '1' as JsonText,
    })
  }

  /** Mulberry32: from 0 to 1, and the same again for the same seed. */
  chance(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  dice(sides: number): number {
    return Math.floor(this.chance() * sides)
  }

  step(name: string): void {
    const id = this.id++
    this.decide([this.scheduled(id, name)], { action: 'CallActivity', taskIds: [id] })
    this.pass(this.duration(40))
    this.arrived.push(this.ended(id, this.fails()))
  }

  /** Completions that come within some milliseconds of each other are one episode's. */
  fanOut(name: string, width: number): void {
    const ids = Array.from({ length: width }, () => this.id++)
    this.decide(
      ids.map((id) => this.scheduled(id, name)),
      { action: 'WhenAll', taskIds: ids },
    )
    const start = this.now
    const ends = ids.map((id) => ({ id, at: start + this.duration(300) })).toSorted((a, b) => a.at - b.at)
    const together = Math.max(5, width / 40)
    let until = (ends[0]?.at ?? start) + together
    for (const { id, at } of ends) {
      if (at > until) {
        if (this.arrived.length > 0) this.decide([], null)
        until = at + together
      }
      this.now = Math.max(this.now, at)
      this.arrived.push(this.ended(id, this.fails()))
    }
  }

  retry(name: string): void {
    const attempts = 2 + this.dice(3)
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const id = this.id++
      const isFirst = attempt === 1
      this.decide(
        [this.scheduled(id, name, 'order')],
        isFirst ? { action: 'CallActivityWithRetry', taskIds: [id], mostAttempts: 4 } : null,
      )
      this.pass(this.duration(30))
      const isLast = attempt === attempts
      this.arrived.push(this.ended(id, !isLast))
      if (isLast) return
      this.wait(100 * 2 ** attempt, null)
    }
  }

  timer(): void {
    this.wait(this.duration(500), 'CreateTimer')
  }

  child(name: string): void {
    const id = this.id++
    const instanceId = `seeded:${id}`
    this.decide([{ type: 'SubOrchestrationInstanceCreated', at: this.at(), id, name, instanceId, input: null }], {
      action: 'CallSubOrchestrator',
      taskIds: [id],
    })
    this.pass(this.duration(200))
    this.arrived.push({
      type: 'SubOrchestrationInstanceCompleted',
      at: this.at(),
      taskScheduledId: id,
      result: toJsonText(id),
    })
  }

  end(): void {
    this.decide([{ type: 'ExecutionCompleted', at: this.at(), status: 'Completed', result: '"done"' }], null)
  }

  private wait(ms: number, action: 'CreateTimer' | null): void {
    const id = this.id++
    const fireAt = (this.now + ms) as EpochMs
    this.decide([{ type: 'TimerCreated', at: this.at(), id, fireAt }], action && { action, taskIds: [id] })
    this.pass(ms)
    this.arrived.push({ type: 'TimerFired', at: this.at(), timerId: id, fireAt })
  }

  /** An episode: what arrived, what the code asks for next, and the record of it. */
  private decide(decisions: readonly HistoryEvent[], asked: Omit<FirstYield, 'index'> | null): void {
    const from = this.history.length
    const at = this.at()
    this.history.push({ type: 'OrchestratorStarted', at })
    for (const event of this.arrived) this.history.push(event)
    for (const event of decisions) this.history.push({ ...event, at })
    this.history.push({ type: 'OrchestratorCompleted', at })
    this.arrived = []
    const yields = asked === null ? [] : [{ index: this.yields, ...asked }]
    this.episodes.push({
      instanceId: 'seeded',
      executionId: 'seeded',
      build: 'seeded',
      index: this.episodes.length,
      startedAt: at,
      endedAt: (at + 1) as EpochMs,
      from,
      to: this.history.length,
      trace: { replayedYields: this.yields, yields },
    })
    this.yields += yields.length
  }

  private scheduled(id: number, name: string, about = `item ${id}`): HistoryEvent {
    return { type: 'TaskScheduled', at: this.at(), id, name, input: toJsonText(about) }
  }

  private ended(taskScheduledId: number, isFailure: boolean): HistoryEvent {
    const at = this.at()
    if (isFailure) return { type: 'TaskFailed', at, taskScheduledId, reason: 'no luck', details: '' }
    return { type: 'TaskCompleted', at, taskScheduledId, result: toJsonText(taskScheduledId) }
  }

  private fails(): boolean {
    return this.dice(1000) < FAILURES
  }

  private pass(ms: number): void {
    this.now += ms
  }

  private at(): EpochMs {
    return Math.round(this.now) as EpochMs
  }

  /** Many short, few long. */
  private duration(mean: number): number {
    return 1 - mean * Math.log(1 - this.chance())
  }
}
