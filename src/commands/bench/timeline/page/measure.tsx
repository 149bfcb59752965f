import type { EpochMs } from '#base/units.ts'
import { modelOf, type TimelineModel } from '#timeline/model/model.ts'
import { seededRun, type SeededRun } from '../seeded-run.ts'
import { BareStage } from './bare-stage.ts'
import { drawingsOf, keepDrawing, frame, framesOf, longestHold, untilDrawn } from './frames.ts'
import { Ours } from './ours.tsx'

/** Frames of one kind, in milliseconds: ours, and the bare painter's for the same. */
export interface Frames {
  readonly ours: readonly number[]
  readonly bare: readonly number[]
}

const [bareProgram, oursPlace] = [document.getElementById('bare'), document.getElementById('ours')]
if (bareProgram === null || oursPlace === null) throw new Error('the page has no places')
const bare = new BareStage(bareProgram)
const ours = new Ours(oursPlace)

function onTop(which: 'bare' | 'ours'): void {
  performance.mark(`phase:${which}`)
  bareProgram?.toggleAttribute('hidden', which !== 'bare')
  oursPlace?.toggleAttribute('hidden', which !== 'ours')
}

keepDrawing()

const later = () => new Promise((resolve) => setTimeout(resolve, 30))

let run: SeededRun = { history: [], episodes: [] }
let text = ''

function textOfRun(): string {
  if (text === '') text = JSON.stringify(run.history)
  return text
}

const end = () => run.history.at(-1)?.at ?? (0 as EpochMs)
const finished = () => ({ ...run, isRunning: false, now: end })

async function timed(act: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

/** Zooming out and in by a little: nearly the whole run stays in sight. */
const WIDEST = 30
const zoomed = (i: number) => 0.99 ** (WIDEST - Math.abs((i % (2 * WIDEST)) - WIDEST))
const factorOf = (i: number) => (i === 0 ? 1 : zoomed(i) / zoomed(i - 1))

/** Panning to and fro. */
const PAN_PX = 40
const pannedBy = (i: number) => (i % 60 < 30 ? PAN_PX : -PAN_PX)

const FRAMES = 60

const measures = {
  load(events: number): { readonly events: number; readonly slices: number } {
    run = seededRun(events)
    text = ''
    const begins = run.history.filter(({ type }) => type.endsWith('Scheduled') || type.endsWith('Created'))
    return { events: run.history.length, slices: begins.length + run.episodes.length }
  },

  /** From a history in memory, or its text, to the picture of all of it. */
  first: () => opened(false),

  /** Until it can be moved, too. */
  interactive: () => opened(true),

  /** Everything but the picture. */
  async build(): Promise<number> {
    await later()
    return timed(() => modelOf(run.history, run.episodes))
  },

  async longestTaskWhileLoading(): Promise<number> {
    ours.close()
    onTop('ours')
    await later()
    return longestHold(async () => {
      ours.open(finished())
      await ours.opened(true)
    })
  },

  async wholeRun(): Promise<Frames> {
    await open()
    onTop('bare')
    await later()
    const bareFrames = await bare.frames(FRAMES, (i) => bare.show(0.5 - zoomed(i) / 2, 0.5 + zoomed(i) / 2))
    onTop('ours')
    await ours.fit()
    await later()
    return { bare: bareFrames, ours: await framesOf(ours.bars(), FRAMES, (i) => ours.zoom(factorOf(i), 700)) }
  },

  async tenth(): Promise<Frames> {
    await open()
    onTop('bare')
    await later()
    let left = 0.45
    const bareFrames = await bare.frames(FRAMES, (i) => {
      left += (pannedBy(i) / 1600) * 0.1
      bare.show(left, left + 0.1)
    })
    onTop('ours')
    await ours.fit()
    ours.zoom(0.1, 700)
    await later()
    return { bare: bareFrames, ours: await framesOf(ours.bars(), FRAMES, (i) => ours.pan(pannedBy(i))) }
  },

  async hover(): Promise<{ readonly frames: readonly number[]; readonly drawings: number }> {
    await open()
    onTop('ours')
    await ours.fit()
    await later()
    const before = drawingsOf(ours.bars())
    const frames = await framesOf(ours.overlay(), FRAMES, (i) => ours.hover(3, i % 2 === 0 ? 38 : 64))
    return { frames, drawings: drawingsOf(ours.bars()) - before }
  },

  /** A frame in which nothing happens. */
  async idle(): Promise<number[]> {
    await later()
    const taken: number[] = []
    let last = await frame()
    for (let i = 0; i < FRAMES; i++) {
      await frame()
      taken.push(performance.now() - last)
      last = performance.now()
    }
    return taken
  },

  /** All fan-outs opened, one lane for each that ran side by side. */
  async scroll(): Promise<Frames & { readonly nodes: number; readonly lanes: number }> {
    await open()
    onTop('ours')
    await ours.fit()
    await ours.openFanOuts()
    await later()
    const scroller = ours.scroller()
    const most = Math.min(scroller.scrollHeight - scroller.clientHeight, bare.lanes * 14 - 900)
    const lanes = bare.lanes
    const topOf = (i: number) => 20 + Math.min(most - 20, 137 * (i < FRAMES / 2 ? i : FRAMES - i))
    const oursFrames = await framesOf(ours.bars(), FRAMES, (i) => {
      scroller.scrollTop = topOf(i)
    })
    const nodes = document.querySelectorAll('#ours *').length
    onTop('bare')
    await later()
    const bareFrames = await bare.scrolled(FRAMES, topOf)
    ours.close()
    return { ours: oursFrames, bare: bareFrames, nodes, lanes }
  },

  async search(): Promise<number> {
    await open()
    onTop('ours')
    await ours.fit()
    await later()
    const taken = await timed(() => untilDrawn(ours.bars(), () => ours.search('item 47')))
    await untilDrawn(ours.bars(), () => ours.search(''))
    return taken
  },

  /** A thousand events a second come while everybody looks. */
  async live(ms: number): Promise<Frames & { readonly longest: number; readonly shown: number }> {
    const before = run.history.length - ms - 2000
    const cut = { history: run.history.slice(0, before), episodes: run.episodes.filter(({ to }) => to <= before) }
    const lastOf = (count: number) => run.history[count - 1]?.at ?? (0 as EpochMs)
    const grow = async (each: (count: number) => void) => {
      const [startedAt, taken] = [performance.now(), [] as number[]]
      let [last, count] = [startedAt, before]
      while (last - startedAt < ms) {
        await frame()
        const now = performance.now()
        taken.push(now - last)
        last = now
        const wanted = before + Math.min(ms, Math.floor(now - startedAt))
        if (wanted > count) each((count = wanted))
      }
      return taken
    }
    bare.take(cut.history)
    onTop('bare')
    await later()
    let known = before
    const bareFrames = await grow((count) => {
      bare.append(run.history.slice(known, count))
      known = count
      bare.show(0, 1)
      bare.paint()
    })
    onTop('ours')
    let { history, episodes } = cut
    const live = () => ({ history, episodes, isRunning: true, now: () => lastOf(history.length) })
    ours.open(live())
    await ours.opened(true)
    await later()
    let [readAt, oursFrames] = [0, [] as number[]]
    const longest = await longestHold(async () => {
      oursFrames = await grow((count) => {
        if (performance.now() - readAt < READ_MS) return
        readAt = performance.now()
        history = [...history, ...run.history.slice(history.length, count)]
        episodes = run.episodes.filter(({ to }) => to <= count)
        ours.show(live())
      })
    })
    ours.close()
    return { bare: bareFrames, ours: oursFrames, longest, shown: history.length - before }
  },

  /** Frames of what nobody promised. */
  async stress(): Promise<number[]> {
    onTop('ours')
    ours.open(finished())
    await ours.opened(true)
    await settled()
    return framesOf(ours.bars(), 20, (i) => ours.zoom(factorOf(i), 700))
  },

  /** Kept, so that what it takes in memory can be seen. */
  keepModel(): void {
    kept.push(modelOf(run.history, run.episodes))
  },
}

/** The page reads the hub seven times a second. */
const READ_MS = 140

const kept: TimelineModel[] = []

async function opened(isWithHands: boolean): Promise<Frames> {
  ours.close()
  onTop('bare')
  const given = textOfRun()
  await later()
  const bareTime = await timed(() => bare.open(given))
  onTop('ours')
  await later()
  const oursTime = await timed(async () => {
    ours.open(finished())
    await ours.opened(isWithHands)
  })
  return { ours: [oursTime], bare: [bareTime] }
}

async function open(): Promise<void> {
  bare.take(run.history)
  ours.open(finished())
  await ours.opened(true)
  await settled()
}

/** React has listened to the hand by then, however busy the machine. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await frame()
  await later()
}

export type Measures = typeof measures

declare global {
  interface Window {
    measures: Measures
  }
}

window.measures = measures
