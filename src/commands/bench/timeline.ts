import type { Page } from 'playwright-core'
import { middle } from './measure.ts'
import { atMost, type Figure, ms, times } from './report.ts'
import { correctness } from './timeline/correctness.ts'
import { type OpenBench, openBench } from './timeline/open-bench.ts'
import type { Frames, Measures } from './timeline/page/measure.tsx'
import { peerFigures } from './timeline/peers.ts'
import { scrubTimes } from './timeline/scrub.ts'
import { seededRun } from './timeline/seeded-run.ts'

const EVENTS = 100_000
const ROUNDS = 5

/**
 * The panel itself in Chromium, a run of 100,000 events in it, beside the bare painter of the same run: T1 to T15 of the
 * reference, judged as ratios of what was measured in turns. Then the same run in the hands of others.
 */
export async function timelineFigures(log: (text: string) => void): Promise<Figure[]> {
  const bench = await openBench(log)
  const parts = [atRatioOne, finely, small, right, scrubbed, peers, million]
  const figures: Figure[] = []
  try {
    for (const part of parts) {
      const found = await part(bench, log).catch((error: unknown) => [failed(part.name, error)])
      for (const { what, value } of found) log(`  ${what}: ${value}`)
      figures.push(...found)
    }
    return figures.toSorted((a, b) => numberOf(a) - numberOf(b))
  } finally {
    await bench.close()
  }
}

/** One that cannot be measured must not hide the others. */
function failed(what: string, error: unknown): Figure {
  return { what, value: String(error).split('\n')[0] ?? '', target: { text: 'to be measured', isMet: false } }
}

const peers = (bench: OpenBench, log: (text: string) => void) => peerFigures(bench, EVENTS, log)

/** The peers come last. */
const numberOf = ({ what }: Figure) => Number(/^T(\d+)/.exec(what)?.[1] ?? 99)

async function atRatioOne(bench: OpenBench, log: (text: string) => void): Promise<Figure[]> {
  const { page, close } = await bench.open('index', 1)
  try {
    const { events, slices } = await load(page, EVENTS)
    log(`${events} events, ${slices} slices`)
    const memory = await modelBytes(page)
    const rounds = await each(page, ROUNDS, log, ['first', 'wholeRun', 'tenth', 'scroll'])
    const [builds, holds, searches, hovers, idles, lives] = await others(page, log)
    const bareFirst = rounds.first.map(({ bare }) => p95(bare))
    const hover = middle(hovers.map(({ frames }) => middle(frames))) - middle(idles.map(middle))
    const redrawn = hovers.reduce((sum, { drawings }) => sum + drawings, 0)
    const scrolled = rounds.scroll as (Frames & { nodes: number; lanes: number })[]
    const nodes = Math.max(...scrolled.map((round) => round.nodes))
    return [
      ratio('T1 first picture of the whole run', rounds.first, 3),
      against('T2 model built, with groups and lanes', builds, bareFirst, 3),
      plain('T3 longest task while loading', middle(holds), 50),
      ratio('T4 frame, whole run in sight, p95', rounds.wholeRun, 1.5),
      ratio('T5 frame, a tenth in sight, p95', rounds.tenth, 1.5),
      plain(`T7 hover, bars drawn again ${redrawn} times`, hover, redrawn === 0 ? 4 : -1),
      ratio(
        `T8 frame, scrolling ${scrolled[0]?.lanes} lanes, p95 (${nodes} nodes)`,
        rounds.scroll,
        nodes > 2000 ? 0 : 1.5,
      ),
      ratio('T9 frame, 1,000 events a second, p95', lives, 2),
      plain('T9 longest task meanwhile', middle(lives.map(({ longest }) => longest)), 50),
      plain('T10 search to the result on the screen', middle(searches), 100),
      {
        what: 'T12 model in memory',
        value: `${(memory / 1e6).toFixed(1)} MB`,
        target: atMost(memory / 1e6, 20, ' MB'),
      },
    ]
  } finally {
    await close()
  }
}

async function others(page: Page, log: (text: string) => void) {
  const [builds, holds, searches]: [number[], number[], number[]] = [[], [], []]
  const hovers: Awaited<ReturnType<Measures['hover']>>[] = []
  const idles: number[][] = []
  const lives: Awaited<ReturnType<Measures['live']>>[] = []
  for (let i = 0; i < ROUNDS; i++) {
    log(`round ${i + 1} of the others ...`)
    builds.push(await page.evaluate(() => window.measures.build()))
    holds.push(await page.evaluate(() => window.measures.longestTaskWhileLoading()))
    searches.push(await page.evaluate(() => window.measures.search()))
    hovers.push(await page.evaluate(() => window.measures.hover()))
    idles.push(await page.evaluate(() => window.measures.idle()))
    lives.push(await page.evaluate(() => window.measures.live(2000)))
  }
  return [builds, holds, searches, hovers, idles, lives] as const
}

async function finely(bench: OpenBench, log: (text: string) => void): Promise<Figure[]> {
  const { page, close } = await bench.open('index', 2)
  try {
    await load(page, EVENTS)
    const rounds = await each(page, 3, log, ['wholeRun', 'tenth'])
    return [
      ratio('T6 at two pixels for one, whole run, p95', rounds.wholeRun, 1.5),
      ratio('T6 at two pixels for one, a tenth, p95', rounds.tenth, 1.5),
    ]
  } finally {
    await close()
  }
}

async function small(bench: OpenBench, log: (text: string) => void): Promise<Figure[]> {
  const { page, close } = await bench.open('index', 1)
  try {
    await load(page, 200)
    const { interactive } = await each(page, 3 * ROUNDS, log, ['interactive'])
    return [ratio('T15 a run of 200 events, open to interactive', interactive, 3)]
  } finally {
    await close()
  }
}

async function million(bench: OpenBench, log: (text: string) => void): Promise<Figure[]> {
  const { page, close } = await bench.open('index', 1)
  try {
    log('a million slices ...')
    const { slices } = await load(page, 2_250_000)
    const frames = await page.evaluate(() => window.measures.stress())
    return [plain(`T13 frame of ${slices.toLocaleString('en')} slices, median`, middle(frames), 100)]
  } finally {
    await close()
  }
}

async function right(): Promise<Figure[]> {
  const { unreached, unseen, lookedAt } = correctness(seededRun(EVENTS))
  return [
    { what: 'T14 slices that no key reaches', value: String(unreached), target: atMost(unreached, 0, '') },
    { what: `T14 failures not seen, of ${lookedAt}`, value: String(unseen), target: atMost(unseen, 0, '') },
  ]
}

async function scrubbed(_: OpenBench, log: (text: string) => void): Promise<Figure[]> {
  const [thousand = [], tenThousand = []] = await scrubTimes([250, 2500], log)
  return [
    plain('T11 scrub to any of 1,000 events', middle(thousand), 100),
    plain('T11 scrub to any of 10,000 events', middle(tenThousand), 500),
  ]
}

async function load(page: Page, events: number): Promise<ReturnType<Measures['load']>> {
  await page.waitForFunction(() => window.measures !== undefined)
  return page.evaluate((count) => window.measures.load(count), events)
}

type Compared = 'first' | 'interactive' | 'wholeRun' | 'tenth' | 'scroll'

/** So many rounds of each, in turns, after one that nobody counts. */
async function each<K extends Compared>(
  page: Page,
  rounds: number,
  log: (text: string) => void,
  kinds: readonly K[],
): Promise<Record<K, Frames[]>> {
  const found = Object.fromEntries(kinds.map((kind) => [kind, [] as Frames[]])) as Record<K, Frames[]>
  for (let i = 0; i <= rounds; i++) {
    log(i === 0 ? `warming up: ${kinds.join(', ')} ...` : `round ${i} of ${rounds} ...`)
    for (const kind of kinds) {
      const frames = await page.evaluate<Frames, Compared>((what) => window.measures[what](), kind)
      if (i > 0) found[kind].push(frames)
    }
  }
  return found
}

/** What the model of the run holds, by what the heap grows. */
async function modelBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const used = async () => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  }
  const before = await used()
  await page.evaluate(() => window.measures.keepModel())
  return (await used()) - before
}

/** The frame that 5 of 100 are slower than; of one, that one. */
function p95(frames: readonly number[]): number {
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN
}

/** The middle of the rounds' ratios: what disturbed one round counts once. */
function ratio(what: string, rounds: readonly Frames[], most: number): Figure {
  return against(
    what,
    rounds.map(({ ours }) => p95(ours)),
    rounds.map(({ bare }) => p95(bare)),
    most,
  )
}

function against(what: string, ours: readonly number[], bare: readonly number[], most: number): Figure {
  const value = middle(ours.map((each, i) => each / (bare[i] ?? Number.NaN)))
  const beside = `${times(value)} bare (${ms(middle(ours))} : ${ms(middle(bare))})`
  return { what, value: beside, target: atMost(value, most) }
}

function plain(what: string, value: number, most: number): Figure {
  return { what, value: ms(value), target: atMost(value, most, ' ms') }
}
