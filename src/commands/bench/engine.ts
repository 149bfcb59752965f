import { replayBare } from './floor.ts'
import { exponent, middle, timed } from './measure.ts'
import { type Engine, Keeping, OurHistory, playOurs, Replaying } from './our-engine.ts'
import { chain, drain, fanOut } from './programs.ts'
import { playReal, RealHistory, runEpisode } from './real-sdk.ts'
import { atLeast, atMost, type Figure, ms, times } from './report.ts'

const ALL = Number.MAX_SAFE_INTEGER

/** Our engine beside durable-functions 3.5.0 and beside a bare loop, round by round, so that a busy machine is busy for both. */
export async function engineFigures(log: (text: string) => void): Promise<Figure[]> {
  playOurs(new Replaying(chain, 300), 300, 1)
  await playReal(chain, 300, 1)
  const figures: Figure[] = []
  const measured = async (what: string, measure: () => Promise<Figure[]>) => {
    log(`measuring ${what} ...`)
    figures.push(...(await measure()))
  }
  await measured('the chain of 1,000', () => chainFigures(1_000, 3, false))
  await measured('the chain of 3,000', () => chainFigures(3_000, 3, true))
  await measured('the kept generator', keptGrowth)
  await measured('the fan-out of 10,000', () => fanOutFigures('10,000, all in one batch', 10_000, ALL))
  await measured('the fan-out of 1,000', () => fanOutFigures('1,000, one completion an episode', 1_000, 1))
  await measured('cold replay', coldReplay)
  await measured('100,000 completed tasks', completedTasks)
  return figures
}

async function chainFigures(n: number, rounds: number, isJudged: boolean): Promise<Figure[]> {
  const real: number[] = []
  const ours: number[] = []
  const kept: number[] = []
  const bare: number[] = []
  for (let i = 0; i < rounds; i++) {
    real.push(await timed(async () => expect(await playReal(chain, n, 1), n)))
    ours.push(await timed(() => expect(playOurs(new Replaying(chain, n), n, 1), n)))
    kept.push(await timed(() => expect(playOurs(new Keeping(chain, n), n, 1), n)))
    bare.push(await timed(() => expect(playBare(n), n)))
  }
  const [replay, keep, floor] = [ratio(real, ours), ratio(real, kept), ratio(ours, bare)]
  const name = `chain of ${n.toLocaleString('en')}`
  const sides = `(${ms(middle(real))} : ${ms(middle(ours))})`
  return [
    {
      what: `${name}, full replay`,
      value: `${times(replay)} ${sides}`,
      ...(isJudged && { target: atLeast(replay, 5) }),
    },
    {
      what: `${name}, kept generator`,
      value: `${times(keep)} (${ms(middle(real))} : ${ms(middle(kept))})`,
      ...(isJudged && { target: atLeast(keep, 200) }),
    },
    { what: `${name}, full replay over a bare loop`, value: `${times(floor)} its cost` },
  ]
}

/** The best of many short runs: at a few milliseconds each, anything else measures the machine's other work. */
async function keptGrowth(): Promise<Figure[]> {
  const [small, large] = [1_000, 3_000]
  const cost = (n: number) => timed(() => expect(playOurs(new Keeping(chain, n), n, 1), n))
  let [least, most] = [Infinity, Infinity]
  for (let i = 0; i < 40; i++) {
    least = Math.min(least, await cost(small))
    most = Math.min(most, await cost(large))
  }
  const growth = exponent(small, least, large, most)
  return [{ what: 'chain, kept generator, growth', value: `n^${growth.toFixed(2)}`, target: atMost(growth, 1.1, '') }]
}

async function fanOutFigures(what: string, n: number, perEpisode: number): Promise<Figure[]> {
  const real: number[] = []
  const ours: number[] = []
  const sum = (n * (n + 1)) / 2
  for (let i = 0; i < 3; i++) {
    real.push(await timed(async () => expect(await playReal(fanOut, n, perEpisode), sum)))
    ours.push(await timed(() => expect(playOurs(new Replaying(fanOut, n), n, perEpisode), sum)))
  }
  const value = `${times(ratio(real, ours))} (${ms(middle(real))} : ${ms(middle(ours))})`
  return [{ what: `fan-out of ${what}`, value }]
}

/** One replay of a finished chain, by an engine that has been warmed by others but has never seen this history. */
async function coldReplay(): Promise<Figure[]> {
  const n = 10_000
  const history = new OurHistory(n)
  const realHistory = new RealHistory(n)
  for (let id = 0; id < n; id++) {
    history.scheduled(id, 'inc', null)
    history.endEpisode()
    history.completed(id, id + 1)
    realHistory.add('TaskScheduled', { EventId: id, Name: 'inc', Input: '[]' })
    realHistory.endEpisode()
    realHistory.add('TaskCompleted', { TaskScheduledId: id, Result: String(id + 1) })
  }
  const real: number[] = []
  const ours: number[] = []
  const bare: number[] = []
  for (let i = 0; i < 9; i++) {
    real.push(await timed(async () => expect((await runEpisode(chain, realHistory, n)).output, n)))
    ours.push(await timed(() => expect(output(new Replaying(chain, n), history), n)))
    bare.push(await timed(() => expect(replayBare(history.events, n).output, n)))
  }
  const [faster, floor] = [ratio(real, ours), ratio(ours, bare)]
  const perEvent = (Math.min(...ours) * 1e6) / history.events.length // the one absolute figure: what the machine can do
  return [
    { what: 'cold replay of 10,000 activities', value: times(faster), target: atLeast(faster, 5) },
    { what: 'cold replay, per event', value: `${Math.round(perEvent)} ns`, target: atMost(perEvent, 100, ' ns') },
    { what: 'cold replay over a bare loop', value: `${times(floor)} its cost` },
  ]
}

/** The real SDK recurses per task that is complete when it is yielded, and overflows its stack near 12,500. */
async function completedTasks(): Promise<Figure[]> {
  const n = 100_000
  const taken = await timed(() => expect(playOurs(new Replaying(drain, n), n, ALL), (n * (n + 1)) / 2))
  return [
    { what: '100,000 completed tasks in a row', value: ms(taken), target: { text: 'no stack overflow', isMet: true } },
  ]
}

function output(engine: Engine, { events }: OurHistory): unknown {
  const { outcome } = engine.episode(events)
  return outcome.type === 'done' ? JSON.parse(outcome.output ?? 'null') : outcome.type
}

function playBare(n: number): number {
  const history = new OurHistory(n)
  for (let id = 0; ; id++) {
    const { asked, output: result } = replayBare(history.events, n)
    if (result !== undefined) return result
    history.scheduled(id, asked[id]?.name ?? '', null)
    history.endEpisode()
    history.completed(id, id + 1)
  }
}

/** The median of the rounds' own ratios. */
const ratio = (slow: readonly number[], fast: readonly number[]) => middle(slow.map((each, i) => each / (fast[i] ?? 0)))

function expect(result: unknown, wanted: unknown): void {
  if (result !== wanted) throw new Error(`the program gave ${String(result)} and not ${String(wanted)}`)
}
