import { deferred } from '#base/deferred.ts'
import type { EpochMs } from '#base/units.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { bodyText, encode } from '#durable/http-message.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import { type CrashPoint, linesOf, raisedIn, type Told, type TrialRun } from '#durable/trial.ts'
import { setMeta } from '#storage/commit.ts'
import { type HubDb, openHub, trialId } from '#storage/hub-db.ts'
import { executionsOf, historyOf } from '#storage/queries.ts'
import type { Connection } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import type { Handlers } from '#wire/serve.ts'
import type { CrashPlan } from './faults.ts'
import { openTrialHost, type TrialHost } from './host.ts'

/** Where a trial gets its language workers. */
export interface TrialWorld extends Pick<Handlers<PageCalls>, 'spawn' | 'kill'> {
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly now: () => number
}

/** Real milliseconds: between two looks, until a hub that does not move counts as waiting, and for one repetition at most. */
const LOOK_EVERY = 4
const REST = 400
const LONGEST = 60_000

/** Two ends that fall together are one commit fewer: a repetition may be over before its last moments come, and is made anew. */
const MOST_TRIES = 3

/**
 * Repeats a run from its beginning in a new hub on the virtual clock, closes the tab once at that moment, and tells what
 * became of it. Nothing is sent over the network. Rejects when it did not come to an end, or never to that moment.
 */
export async function repeat(world: TrialWorld, run: TrialRun, crash: CrashPoint | null): Promise<Told> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const told = await repeatOnce(world, run, crash)
    if (told !== undefined) return told
  }
  throw new Error('The repetition never came to that moment.')
}

/** `undefined` when it was over before that moment came. */
async function repeatOnce(world: TrialWorld, run: TrialRun, crash: CrashPoint | null): Promise<Told | undefined> {
  const db = openHub(trialId(world.now()))
  const repetition = new Repetition(world, run, crash, db)
  try {
    return await repetition.tell()
  } finally {
    await repetition.end()
    await db.delete()
  }
}

class Repetition {
  private readonly world: TrialWorld
  private readonly run: TrialRun
  private readonly crash: CrashPoint | null
  private readonly db: HubDb
  private host: TrialHost | undefined
  private reopening: Promise<void> | undefined
  private commits = 0
  private hasCrashed = false

  constructor(world: TrialWorld, run: TrialRun, crash: CrashPoint | null, db: HubDb) {
    this.world = world
    this.run = run
    this.crash = crash
    this.db = db
  }

  async tell(): Promise<Told | undefined> {
    const { instanceId } = this.run
    await this.open()
    await this.start()
    await this.goOn()
    const end = await this.rest()
    if (this.crash && !this.hasCrashed) return undefined
    const executions = await executionsOf(this.db, instanceId)
    const histories = await this.histories(executions)
    const rows = await this.db.history.filter((row) => row.instanceId === instanceId).toArray()
    const order = new Map(executions.map((id, i) => [id, i]))
    const inOrder = rows.toSorted(
      (a, b) => (order.get(a.executionId) ?? 0) - (order.get(b.executionId) ?? 0) || a.from - b.from,
    )
    return {
      status: end.status,
      lines: [...histories.flatMap(linesOf), `stands at ${end.status}`],
      commits: inOrder.map(({ events }) => events.length),
      isWaiting: !isFinal(end.status),
    }
  }

  async end(): Promise<void> {
    await this.reopening?.catch(() => {})
    await this.host?.handlers.stop({})
  }

  /** Nothing falls due before {@link goOn}. */
  private async open(): Promise<void> {
    const { base, now } = this.world
    const { latest } = await this.hubTime()
    const stands: ClockState = { mode: 'paused', offset: 0, pausedAt: latest }
    await Promise.all([setMeta(this.db, 'clock', stands), setMeta(this.db, 'faults', this.run.faults)])
    this.host = await openTrialHost({ db: this.db, page: this.page(), base, real: { now }, plan: this.plan })
    await this.host.handlers.run({ build: this.run.build })
  }

  /** What has not been told yet is told in its time; then time passes. */
  private async goOn(): Promise<void> {
    const { instanceId, raised } = this.run
    const { createdAt, heard } = await this.hubTime()
    for (const { name, input, after } of raised.slice(heard))
      this.host?.raiseAt((createdAt + after) as EpochMs, instanceId, name, input)
    await this.host?.handlers.clock({ mode: 'virtual' })
  }

  private async start(): Promise<void> {
    const { name, instanceId, input, version } = this.run
    const query = version === undefined ? '' : `?version=${encodeURIComponent(version)}`
    const path = `runtime/webhooks/durabletask/orchestrators/${encodeURIComponent(name)}/${encodeURIComponent(instanceId)}${query}`
    const headers = [['Content-Type', 'application/json']] as const
    const request = {
      method: 'POST',
      url: `${this.world.base}${path}`,
      headers,
      body: input === null ? null : encode(input),
    }
    const answered = await this.host?.handlers.http({ request })
    if (answered?.response.status !== 202)
      throw new Error(`The run could not be begun again: ${answered ? bodyText(answered.response) : 'no host'}`)
  }

  /** Waits until it has ended, or nothing moves any more. */
  private async rest(): Promise<Instance> {
    const until = this.world.now() + LONGEST
    for (let moved = { at: this.world.now(), mark: '' }; ;) {
      await this.reopening
      const [instance, items, messages, timers] = await Promise.all([
        this.db.instances.get(this.run.instanceId),
        this.db.workItems.count(),
        this.db.inbox.count(),
        this.db.timers.count(),
      ])
      if (instance && isFinal(instance.status)) return instance
      const mark = `${instance?.executionId} ${instance?.episodes} ${items} ${messages} ${timers}`
      const now = this.world.now()
      if (mark !== moved.mark || items + messages + timers > 0) moved = { at: now, mark }
      if (instance && now - moved.at > REST) return instance
      if (now > until) throw new Error(`It had not ended after ${LONGEST / 1000} s.`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    }
  }

  private readonly plan: CrashPlan = (moment, instanceId) => {
    if (this.hasCrashed || instanceId !== this.run.instanceId) return false
    const isNow = this.crash?.commit === this.commits && this.crash.moment === moment
    if (moment === 'after') this.commits++
    this.hasCrashed = isNow
    return isNow
  }

  private histories(executions: readonly string[]): Promise<HistoryEvent[][]> {
    return Promise.all(executions.map((id) => historyOf(this.db, this.run.instanceId, id)))
  }

  /** The hub's time when it stopped, when its instance was made, and how much of what comes from outside it has. */
  private async hubTime(): Promise<{ latest: EpochMs; createdAt: EpochMs; heard: number }> {
    const { instanceId } = this.run
    // First what waits, then what was taken: what is taken between the two is seen twice, and not missed.
    const inbox = await this.db.inbox.where('instanceId').equals(instanceId).toArray()
    const histories = await this.histories(await executionsOf(this.db, instanceId))
    const [clock, instance] = await Promise.all([this.db.meta.get('clock'), this.db.instances.get(instanceId)])
    const waiting = inbox.map(({ event }) => event)
    const events = [...histories.flat(), ...waiting]
    const state = clock?.value as ClockState | undefined
    const now = this.world.now() + (state?.offset ?? 0)
    const latest = events.reduce(
      (last, { at }) => Math.max(last, at),
      Math.max(state?.pausedAt ?? now, instance?.updatedAt ?? 0),
    )
    return {
      latest: latest as EpochMs,
      createdAt: instance?.createdAt ?? (now as EpochMs),
      heard: raisedIn([...histories, waiting]).length,
    }
  }

  private page(): Connection<PageCalls> {
    const { spawn, kill } = this.world
    const calls: Handlers<PageCalls> = {
      spawn,
      kill,
      crash: async () => {
        const reopened = deferred<void>()
        this.reopening = reopened.promise
        this.open()
          .then(() => this.goOn())
          .then(reopened.resolve, reopened.reject)
        return null
      },
      takeOver: async () => null,
      mayFetch: async () => ({ isAllowed: false }),
    }
    return { call: (call, ask) => calls[call](ask), abandon: () => {} }
  }
}
