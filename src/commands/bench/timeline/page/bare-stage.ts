import type { HistoryEvent } from '#durable/history-event.ts'
import { type Bare, bareOf, type View } from './bare.ts'
import { BareLabels } from './bare-labels.ts'
import { frame, framesOf } from './frames.ts'

const [WIDTH, HEIGHT] = [1600, 900]

const LANE_PX = 14

/** The bare painter on a canvas of the size that our panel has. */
export class BareStage {
  readonly canvas = document.createElement('canvas')
  private readonly place: HTMLElement
  private readonly context: CanvasRenderingContext2D
  private bare: Bare = bareOf([])
  private view: View = { from: 0, to: 1, width: WIDTH, height: HEIGHT }

  constructor(place: HTMLElement) {
    this.place = place
    const ratio = window.devicePixelRatio
    ;[this.canvas.width, this.canvas.height] = [WIDTH * ratio, HEIGHT * ratio]
    const context = this.canvas.getContext('2d')
    if (context === null) throw new Error('no 2D context')
    this.context = context
    context.scale(ratio, ratio)
    place.append(this.canvas)
  }

  get lanes(): number {
    return this.bare.lanes
  }

  /** Parse, pack, paint. */
  async open(text: string): Promise<void> {
    this.take(JSON.parse(text) as HistoryEvent[])
    this.paint()
    await frame()
  }

  take(history: readonly HistoryEvent[]): void {
    this.bare = bareOf(history)
    this.show(0, 1)
  }

  append(events: readonly HistoryEvent[]): void {
    this.bare.append(events)
  }

  /** A part of the run, by shares of its length. */
  show(from: number, to: number, scrollTop?: number): void {
    const { from: start, to: end } = this.bare
    const at = (share: number) => start + (end - start) * share
    const view = { from: at(from), to: at(to), width: WIDTH, height: HEIGHT }
    this.view = scrollTop === undefined ? view : { ...view, scrollTop }
  }

  paint(): void {
    this.bare.paint(this.context, this.view)
  }

  /** As ours: a step is heard, and drawn in the next frame. */
  frames(count: number, step: (i: number) => void): Promise<number[]> {
    return framesOf(this.canvas, count, (i) => {
      step(i)
      requestAnimationFrame(() => this.paint())
    })
  }

  /** The packed lanes scrolled by the page, a label at the left of each: what is scrolled in T8 has labels. */
  async scrolled(count: number, topOf: (i: number) => number): Promise<number[]> {
    const labels = new BareLabels(this.place, this.canvas, this.lanes, LANE_PX)
    labels.onScroll = (top) => {
      this.show(0, 1, top)
      requestAnimationFrame(() => {
        this.paint()
        labels.show(top)
      })
    }
    const frames = await framesOf(this.canvas, count, (i) => labels.scrollTo(topOf(i)))
    labels.remove()
    return frames
  }
}
