import type { EpochMs } from '#base/units.ts'
import type { HubDb, ScheduleRow } from '#storage/hub-db.ts'
import { withSettings } from '../bindings/expression.ts'
import { type FunctionDefinition, textOption } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import type { LogSink } from '../log-sink.ts'
import type { Alarm } from '../timers.ts'
import { schedule, type Schedule } from './schedule.ts'
import type { TriggerCalls } from './trigger-calls.ts'

export interface TimerListenerParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly logs: LogSink
  readonly calls: TriggerCalls
  readonly env: Readonly<Record<string, string>>
  readonly alarm: (alarm: Alarm) => () => void
}

/** What is under a minute is not watched: Azure neither remembers such runs nor makes up for them. */
const LEAST_WATCHED = 60_000

/** The schedule of a timer function. Throws what is wrong with its expression. */
export function scheduleOf({ trigger }: FunctionDefinition, env: Readonly<Record<string, string>>): Schedule {
  return schedule(withSettings(textOption(trigger, 'schedule'), env), env['WEBSITE_TIME_ZONE'])
}

/** Runs a timer function on the hub's clock: one run at a time, and one for all that were missed meanwhile. */
export class TimerListener {
  private readonly parts: TimerListenerParts
  private readonly definition: FunctionDefinition
  private readonly schedule: Schedule
  private row: ScheduleRow | undefined

  constructor(parts: TimerListenerParts, definition: FunctionDefinition) {
    this.parts = parts
    this.definition = definition
    this.schedule = scheduleOf(definition, parts.env)
  }

  /** Goes on where it stopped: a run that was missed is made up for at once. */
  async start(): Promise<void> {
    const { db, clock } = this.parts
    const now = clock.now()
    const text = this.schedule.inWords
    const before = await db.schedules.get(this.definition.name)
    const known = before?.schedule === text ? before : undefined
    this.row = known ?? this.rowAt(now, null)
    if (!this.row) return this.say('warning', `The schedule (${text}) has no occurrence.`)
    if (!known) await db.schedules.put(this.row)
    this.announce(now)
    const isPastDue = this.isWatched && this.row.next < now
    if (isPastDue || this.definition.trigger['runOnStartup'] === true) {
      await this.run({ isPastDue, because: isPastDue ? 'IsPastDue' : 'RunOnStartup' })
    }
    this.wait()
  }

  /** Runs it now, whatever its schedule says. */
  async runNow(): Promise<void> {
    await this.call(false, 'This function was programmatically called via the host APIs.')
  }

  private wait(): void {
    const { clock, calls, alarm } = this.parts
    const next = this.schedule.nextAfter(clock.now())
    if (next === undefined || calls.isStopped) return
    const run = () => void calls.busily(() => this.run({ isPastDue: false })).then(() => this.wait())
    alarm({ at: next, run, pulls: false })
  }

  private async run({ isPastDue, because }: { isPastDue: boolean; because?: string }): Promise<void> {
    const reason = `Timer fired at ${dotNetTime(this.parts.clock.now())}`
    if (because !== undefined) this.say('information', `Trigger Details: UnscheduledInvocationReason: ${because}`)
    try {
      await this.call(isPastDue, reason)
    } catch {
      // the console has it; the next run is as it was
    }
  }

  private async call(isPastDue: boolean, reason: string): Promise<void> {
    const { calls, clock, db } = this.parts
    const next = this.rowAt(clock.now(), clock.now())
    const also = next ? { schedules: [next] } : {}
    const value = { kind: 'json', text: JSON.stringify(this.timerInfo(isPastDue)) } as const
    try {
      await calls.call(this.definition, { value, metadata: {}, reason, also })
    } catch (error) {
      if (next && !calls.isStopped) await db.schedules.put(next)
      throw error
    } finally {
      this.row = next ?? this.row
    }
  }

  /** What the function is given, as Azure's host writes it. */
  private timerInfo(isPastDue: boolean) {
    const { row } = this
    const status = row && {
      Last: row.last === null ? '0001-01-01T00:00:00' : dotNetTime(row.last),
      Next: dotNetTime(row.next),
      LastUpdated: dotNetTime(row.last ?? row.updatedAt),
    }
    return {
      Schedule: { AdjustForDST: true },
      ScheduleStatus: this.isWatched && status ? status : null,
      IsPastDue: isPastDue,
    }
  }

  private rowAt(now: EpochMs, last: EpochMs | null): ScheduleRow | undefined {
    const next = this.schedule.nextAfter(now)
    if (next === undefined) return undefined
    return { functionName: this.definition.name, schedule: this.schedule.inWords, last, next, updatedAt: now }
  }

  private get isWatched(): boolean {
    if (this.definition.trigger['useMonitor'] === false || !this.row) return false
    const { next } = this.row
    return (this.schedule.nextAfter(next) ?? Infinity) - next >= LEAST_WATCHED
  }

  private announce(now: EpochMs): void {
    const lines: string[] = []
    for (let at = this.schedule.nextAfter(now); at !== undefined && lines.length < 5; at = this.schedule.nextAfter(at))
      lines.push(new Date(at).toISOString().replace('T', ' ').replace('.000', ''))
    const head = `The next ${lines.length} occurrences of the '${this.definition.name}' schedule (${this.schedule.inWords}) will be:`
    this.say('information', [head, ...lines].join('\n'))
  }

  private say(level: 'information' | 'warning', text: string): void {
    const { name: functionName } = this.definition
    this.parts.logs.host(level, 'Host.Triggers.Timer', text, { functionName })
  }
}

/** As .NET writes a moment with its offset. */
export function dotNetTime(at: EpochMs): string {
  return new Date(at).toISOString().replace('Z', '0000+00:00')
}
