import { expect } from 'vitest'
import type { Action } from '#durable/action.ts'
import type { Asked } from '#replay/asked.ts'
import type { Scenario } from './arbitrary.ts'
import { type Delivery, ReferenceHost } from './host.ts'
import { HostTasks } from './host-tasks.ts'
import { type OurAnswer, runOurs, wholeList } from './ours.ts'
import { KeptGenerators } from './kept-generators.ts'
import { deliveriesOf, type Met, untilItEnds } from './picks.ts'
import { programOf } from './program.ts'
import { runReal } from './real.ts'
import type { Program, Trigger } from './sdk.ts'
import { agreed } from './together.ts'

type Host = ReferenceHost<OurAnswer>

const nobody = () => {}

/**
 * Plays a scenario on both SDKs, episode after episode, and fails where they differ, where the host counts other ids
 * than the code, or where its history does not replay to itself. `met` hears what came up, rules by their ids.
 */
export async function playScenario({ body, input, version, episodes }: Scenario, met: Met): Promise<void> {
  const rules = new Set<string>()
  const hear = (what: string) => {
    rules.add(what)
    met(what)
  }
  const program = programOf(body, hear)
  const silent = programOf(body, nobody)
  const news = new News(silent)
  const keeping = new KeptGenerators(silent)
  const host: Host = new ReferenceHost(
    async (trigger) => {
      const ours = agreed(await runOurs(program, trigger), await runReal(silent, trigger))
      await news.check(trigger, ours, met)
      await keeping.check(trigger, ours, met)
      return ours
    },
    input,
    version,
  )

  const episode = async (...deliveries: Delivery[]) => {
    const answered = await host.episode(...deliveries)
    const last = host.episodes.at(-1)
    if (last) keeping.checkHistory(last)
    return answered
  }
  await episode()
  for (const picks of untilItEnds(host, episodes)) {
    const early = host.tasks.early
    const deliveries = deliveriesOf(picks, host, hear)
    const { answer, seen } = await episode(...deliveries)
    if (answer && !host.tasks.hasLagged && sameIds(rules, answer)) {
      expect(answer.sequenceNumber, 'ids counted by code and host').toBe(host.tasks.nextId + host.tasks.polls)
      if (rules.has('T3') || rules.has('retry')) met('I2')
    }
    if (host.tasks.early > early) met('E2')
    if (seen.filter((step) => isFresh(step)).length > deliveries.length) met('R5')
    if (seen.some((step) => step.endsWith('replaying'))) met('R2')
    if ((answer?.actions.length ?? 0) > 1) met('A1')
    met('R1')
  }
  if (host.generation > 0) met('a second generation')
  await replaysToItself(host, silent, met)
  await withoutStart(host, silent, met)
}

const isFresh = (step: string) => /^(?:next|throw) /.test(step) && !step.endsWith('replaying')

/**
 * Rule I2 holds where the code waits and nothing drives the two counts apart: not where compounds ask twice (C5, C6),
 * where time was bent (T5), where a long timer was cancelled half-way, nor where completions came out of nowhere.
 */
function sameIds(rules: ReadonlySet<string>, { outcome }: NonNullable<OurAnswer['answer']>): boolean {
  const apart = ['a numeric external event', 'C5', 'C6', 'I4', 'T2', 'T5', 'N1', 'ahead', 'H2']
  return outcome.type === 'waiting' && !outcome.cause && !apart.some((rule) => rules.has(rule))
}

/** A host that is told only what is new has the same list in the end: what `told` in answer.ts promises. */
class News {
  private readonly program: Program
  private asked: readonly Asked[] = []
  private list: readonly Action[] = []

  constructor(program: Program) {
    this.program = program
  }

  async check(trigger: Trigger, { answer, asked }: OurAnswer, met: Met): Promise<void> {
    if (trigger.history.every((event) => event.type !== 'OrchestratorCompleted')) this.asked = []
    const { answer: news } = await runOurs(this.program, trigger, this.asked)
    if (news && answer) {
      this.list = wholeList(this.list, news)
      expect(this.list).toEqual(answer.actions)
      if (news.actionsFrom > 0) met('only the news told')
    }
    this.asked = asked
  }
}

/** Rule R3: cut at any episode's end, history replays to what it held next. Rule R4: also with the host's own lines in it. */
async function replaysToItself(host: Host, program: Program, met: Met): Promise<void> {
  let tasks = new HostTasks()
  for (const [i, episode] of host.episodes.entries()) {
    const { generation, history, scheduled, messages, at } = episode
    if (generation !== host.episodes[i - 1]?.generation) tasks = new HostTasks()
    const prefix = [...history, ...scheduled, { type: 'OrchestratorCompleted', at } as const]
    const { answer } = await runOurs(program, { history: prefix, facts: host.facts })
    expect(answer?.actions).toEqual(episode.answered.answer?.actions)
    expect(answer?.outcome).toEqual(episode.answered.answer?.outcome)
    expect(tasks.take(answer?.actions ?? [], messages, at)).toEqual(scheduled)
    met('R3')
    if (scheduled.length > 0) met('R4')
  }
}

/** Rule R6. */
async function withoutStart(host: Host, program: Program, met: Met): Promise<void> {
  const history = host.episodes[0]?.history.filter((event) => event.type !== 'OrchestratorStarted') ?? []
  const trigger = { history, facts: host.facts }
  expect(agreed(await runOurs(program, trigger), await runReal(program, trigger)).state).toHaveProperty('raised')
  met('R6')
}
