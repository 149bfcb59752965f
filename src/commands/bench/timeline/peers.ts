import { middle } from '../measure.ts'
import { type Figure, ms } from '../report.ts'
import type { OpenBench } from './open-bench.ts'
import type { PeerTimes } from './page/peer.ts'

const sizes = [2000, 20_000]

/** A peer that has drawn nothing by then has given up. */
const PATIENCE_MS = 40_000

/** The first picture and a frame of a pan of others, of runs of the same generator: for the record. */
export async function peerFigures(bench: OpenBench, most: number, log: (text: string) => void): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const events of [...sizes, most])
    for (const peer of ['vis', 'mermaid'] as const) figures.push(await peerFigure(bench, peer, events, log))
  return figures
}

const names = { vis: 'vis-timeline', mermaid: 'mermaid Gantt' }

async function peerFigure(
  bench: OpenBench,
  peer: keyof typeof names,
  events: number,
  log: (text: string) => void,
): Promise<Figure> {
  log(`${names[peer]}, ${events} events ...`)
  const { page, close } = await bench.open(peer, 1)
  try {
    await page.waitForFunction(() => window.measurePeer !== undefined)
    const times = await Promise.race([page.evaluate((count) => window.measurePeer(count), events), patience()])
    const value = times === null ? `nothing after ${PATIENCE_MS / 1000} s` : inWords(times)
    return { what: `${names[peer]}, ${events.toLocaleString('en')} events`, value }
  } catch (error) {
    return { what: `${names[peer]}, ${events.toLocaleString('en')} events`, value: String(error).slice(0, 100) }
  } finally {
    await close()
  }
}

function inWords({ slices, first, frames }: PeerTimes): string {
  return `${slices} bars: first ${ms(first)}, then ${ms(middle(frames))} a frame`
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS).unref())
}
