import { expect } from 'vitest'
import type { Action } from '#durable/action.ts'
import type { KeptRun } from '../durable-functions/kept-run.ts'
import type { HostEpisode } from './host.ts'
import { HostTasks } from './host-tasks.ts'
import { type OurAnswer, runOurs, wholeList } from './ours.ts'
import type { Met } from './picks.ts'
import type { Program, Trigger } from './sdk.ts'

/**
 * The same program with its code kept between episodes, beside the replayed one: what it asks for becomes the same
 * history, and it ends the same. Only that nothing is replayed can be seen: by a task that is shown as a value (rule J1).
 */
export class KeptGenerators {
  private readonly program: Program
  private kept: KeptRun | undefined
  private tasks = new HostTasks()
  private list: readonly Action[] = []
  private length = 0
  private hasAnswered = false

  constructor(program: Program) {
    this.program = program
  }

  /** Asks for the episode that the replayed code has answered with `replayed`. */
  async check(trigger: Trigger, replayed: OurAnswer, met: Met): Promise<void> {
    const isFirst = trigger.history.every((event) => event.type !== 'OrchestratorCompleted')
    if (isFirst) [this.kept, this.tasks, this.list, this.length] = [undefined, new HostTasks(), [], 0]
    if (this.kept) met('code goes on where it was kept')
    const asked = { from: this.length, knownActions: this.list.length }
    const ours = await runOurs(this.program, trigger, [], { ...asked, kept: this.kept })
    ;[this.kept, this.length, this.hasAnswered] = [ours.kept, trigger.history.length, ours.answer !== undefined]
    if (ours.answer) this.list = wholeList(this.list, ours.answer)
    const { outcome, customStatus, sequenceNumber } = replayed.answer ?? {}
    const wanted = replayed.answer ? { outcome, customStatus, sequenceNumber } : replayed.state
    expect(unplayed(ours.answer ?? ours.state)).toMatchObject(unplayed(wanted))
  }

  /** Holds what the host made of the replayed answer against what it makes of the kept one's. */
  checkHistory({ messages, scheduled, at }: Pick<HostEpisode, 'messages' | 'scheduled' | 'at'>): void {
    const ours = this.tasks.take(this.hasAnswered ? this.list : [], messages, at)
    expect(unplayed(ours)).toEqual(unplayed(scheduled))
  }
}

/** Without what tasks tell of being replayed, also inside texts of JSON. */
function unplayed(value: object): object {
  return JSON.parse(JSON.stringify(value).replaceAll(/isPlayed(\\*)":true/g, 'isPlayed$1":false')) as object
}
