import { modelOf } from '#timeline/model/model.ts'
import { seededRun } from '../seeded-run.ts'

/** One bar, as other painters take it. */
export interface Slice {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly start: number
  readonly end: number
}

/** What a peer took, in milliseconds: until its first picture, and for each frame of a pan over the tenth of it. */
export interface PeerTimes {
  readonly slices: number
  readonly first: number
  readonly frames: readonly number[]
}

declare global {
  interface Window {
    measurePeer(events: number): Promise<PeerTimes>
  }
}

/** The bars of the seeded run without its episodes: the same for every painter. */
export function slicesOf(events: number): readonly Slice[] {
  const { history, episodes } = seededRun(events)
  return modelOf(history, episodes)
    .spans.filter(({ kind }) => kind !== 'episode')
    .map(({ name, kind, start, end }, id) => ({ id, name: name || kind, kind, start, end: end ?? start }))
}

export function rangeOf(slices: readonly Slice[]): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity]
  for (const { start, end } of slices) [from, to] = [Math.min(from, start), Math.max(to, end)]
  return { from, to }
}

export const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/** In the page and on its way to the screen. */
export async function painted(): Promise<void> {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}

const MOST_MS = 6000

/** Frames of a pan; fewer when they take long. */
export async function panned(count: number, step: (share: number) => void): Promise<number[]> {
  const taken: number[] = []
  const startedAt = await frame()
  let last = startedAt
  for (let i = 0; i < count && last - startedAt < MOST_MS; i++) {
    step(i / count)
    const now = await frame()
    taken.push(now - last)
    last = now
  }
  return taken
}
