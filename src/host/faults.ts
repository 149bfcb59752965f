import type { EpochMs } from '#base/units.ts'
import { type Fault, type FaultCall, type FaultEffect, type FaultKind, isAbout, isMeant } from '#durable/fault.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { isStruck } from '#storage/queries.ts'
import type { HubClock } from './hub-clock.ts'
import type { LogSink } from './log-sink.ts'

/** A moment at which a tab can close: what was decided is about to be written, or has been. */
export type Moment = 'before' | 'after'

/** Closes the tab at moments of somebody's choosing: for the trial that crashes at every event. */
export type CrashPlan = (moment: Moment, instanceId: string) => boolean

export interface FaultParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly logs: LogSink
  readonly plan?: CrashPlan
}

/** A call that may be struck, and how to find out the how-manieth of its kind it is. */
export type Target = FaultCall & {
  readonly executionId?: string
  /** Tells this piece of work from all others of its execution. */
  readonly work: string
  /** Counted from 0. Asked only when a fault must know. */
  readonly attempt: () => Promise<number>
}

/** The message of every failure that is none: nobody shall take it for one. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault'
  constructor() {
    super('Injected fault: the playground made this call fail, as its list of faults asks for.')
  }
}

/** The project's list of faults, and which of them strike. Each strike is a row, and a line of the console. Rules X. */
export class Faults {
  private list: readonly Fault[] = []
  private readonly parts: FaultParts
  private readonly plan: CrashPlan | undefined

  constructor(parts: FaultParts, list: readonly Fault[]) {
    this.parts = parts
    this.plan = parts.plan
    this.set(list)
  }

  set(list: readonly Fault[]): void {
    this.list = list.filter(({ isOn }) => isOn)
  }

  /** Whether there is anything that could befall this function: ask it first, for it costs nothing. */
  concern(functionName: string): boolean {
    if (this.list.length === 0) return false
    return this.list.some((fault) => fault.functionName.toLowerCase() === functionName.toLowerCase())
  }

  /** Whether some fault asks who calls: that costs a reading. */
  get mindsCaller(): boolean {
    return this.list.some(({ orchestrator }) => orchestrator !== undefined)
  }

  /** Whether the tab may be to close at some moment. */
  get hasPlan(): boolean {
    return this.plan !== undefined
  }

  /** Whether the tab is to close now. */
  closesTab(moment: Moment, instanceId: string): boolean {
    return this.plan !== undefined && this.plan(moment, instanceId)
  }

  /** What befalls this call. */
  async on(target: Target): Promise<Strike> {
    const about = this.list.filter((fault) => isAbout(fault, target))
    const mustCount = about.some(({ when }) => when.kind !== 'always')
    const attempt = mustCount ? await target.attempt() : 0
    const meant = about.filter(({ when }) => isMeant(when, target, attempt))
    return new Strike(this.parts, target, meant)
  }
}

/** What befalls one call, to be taken one by one when it comes to it. */
export class Strike {
  private readonly parts: FaultParts
  private readonly target: Target
  private readonly faults: readonly Fault[]

  constructor(parts: FaultParts, target: Target, faults: readonly Fault[]) {
    this.parts = parts
    this.target = target
    this.faults = faults
  }

  /** The effect when it is to take place now: that is noted before it does. */
  async take<K extends FaultKind>(kind: K): Promise<Extract<FaultEffect, { kind: K }> | undefined> {
    const { target } = this
    const work = `${target.executionId ?? ''} ${target.work}`
    for (const { id, does } of this.faults) {
      if (does.kind !== kind || (isOnce(kind) && (await isStruck(this.parts.db, id, work)))) continue
      await this.note(id, does, work)
      return does as Extract<FaultEffect, { kind: K }>
    }
    return undefined
  }

  private async note(faultId: string, effect: FaultEffect, work: string): Promise<void> {
    const { db, clock, logs } = this.parts
    const { functionName, instanceId, executionId, taskId, episode } = this.target
    const about = {
      functionName,
      instanceId,
      ...(executionId !== undefined && { executionId }),
      ...(episode !== undefined && { episode }),
    }
    const row = { kind: 'fault', at: clock.now(), faultId, effect: effect.kind, work, ...about } as const
    await db.marks.add({ ...row, ...(taskId !== undefined && { taskId }) })
    logs.host('warning', 'Host.Faults', `Injected fault: ${inWords(effect, functionName)}`, about)
  }
}

/** Notes that host and language workers end here, as if the tab was closed. */
export async function noteCrash(db: HubDb, at: EpochMs): Promise<void> {
  await db.marks.add({ kind: 'crash', at })
}

/** What would never let its work get any further if it struck again. */
function isOnce(kind: FaultKind): boolean {
  return kind === 'worker lost before' || kind === 'worker lost after' || kind === 'tab closed'
}

function inWords(effect: FaultEffect, functionName: string): string {
  switch (effect.kind) {
    case 'fail':
      return `this call of '${functionName}' fails.`
    case 'delay':
      return `'${functionName}' begins ${effect.ms} ms of hub time late.`
    case 'twice':
      return `the answer of '${functionName}' is delivered twice.`
    case 'worker lost before':
      return `the language worker is lost before what '${functionName}' did is on disk.`
    case 'worker lost after':
      return `the language worker is lost after what '${functionName}' did is on disk.`
    case 'tab closed':
      return `the tab closes before what '${functionName}' did is on disk.`
  }
}
