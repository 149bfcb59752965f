import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import { shellRendered } from '#app/shell/painted.ts'
import { TimelinePanel } from '#app/timeline-panel/timeline-panel.tsx'
import '#app/tokens.css'
import '#app/shell/page.css'
import { frame } from './frames.ts'

/** What the panel is given. */
export interface Given {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly isRunning: boolean
  readonly now: () => EpochMs
}

const instance: Instance = {
  instanceId: 'seeded',
  executionId: 'seeded',
  name: 'orders',
  status: 'Completed',
  input: null,
  customStatus: null,
  output: null,
  createdAt: 0 as EpochMs,
  updatedAt: 0 as EpochMs,
  historyLength: 0,
  episodes: 0,
}

shellRendered()

/** The app's own panel, as the app shows it, and what a hand can do to it. */
export class Ours {
  private readonly root: Root
  private readonly place: HTMLElement
  private key = 0

  constructor(place: HTMLElement) {
    this.place = place
    this.root = createRoot(place)
  }

  /** Another run: nothing of the one before is kept. */
  open(given: Given): void {
    this.key++
    flushSync(() => this.show(given))
  }

  show({ history, episodes, isRunning, now }: Given): void {
    const shown = isRunning ? ({ ...instance, status: 'Running' } as const) : instance
    this.root.render(
      <TimelinePanel
        key={this.key}
        history={history}
        episodes={episodes}
        instance={shown}
        now={now}
        selection={null}
        onSelect={() => {}}
      />,
    )
  }

  close(): void {
    flushSync(() => this.root.render(null))
  }

  /** Resolves when the whole run has been read and drawn; `isWithHands`: and can be moved. */
  async opened(isWithHands: boolean): Promise<void> {
    for (;;) {
      await frame()
      const [bars] = this.canvases()
      if (bars === undefined || this.place.textContent.includes('Reading…')) continue
      if (!isWithHands || this.surface() !== null) return
    }
  }

  /** The bars, what lies over them, and the overview. */
  canvases(): HTMLCanvasElement[] {
    return [...this.place.querySelectorAll('canvas')]
  }

  bars(): HTMLCanvasElement {
    const [bars] = this.canvases()
    if (bars === undefined) throw new Error('the panel has no canvas')
    return bars
  }

  overlay(): HTMLCanvasElement {
    const overlay = this.canvases()[1]
    if (overlay === undefined) throw new Error('the panel has no second canvas')
    return overlay
  }

  zoom(factor: number, x: number): void {
    this.wheel({ deltaY: Math.log(factor) / 0.0025, ctrlKey: true }, x)
  }

  pan(px: number): void {
    this.wheel({ deltaX: px }, 400)
  }

  hover(x: number, y: number): void {
    const { left, top } = this.bars().getBoundingClientRect()
    const at = { clientX: left + x, clientY: top + y, bubbles: true, pointerId: 1, pointerType: 'mouse' }
    this.surface()?.dispatchEvent(new PointerEvent('pointermove', at))
  }

  scroller(): HTMLElement {
    const scroller = this.place.querySelector<HTMLElement>('[data-place=scroller]')
    if (scroller === null) throw new Error('the panel has no scroller')
    return scroller
  }

  /** All of the run in sight. */
  async fit(): Promise<void> {
    const content = this.place.querySelector('[data-place=content]')
    content?.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true }))
    for (let i = 0; i < 3; i++) await frame()
  }

  async openFanOuts(): Promise<void> {
    const closed = [...this.place.querySelectorAll<HTMLElement>('[role=row][aria-expanded=false] button')]
    for (const button of closed) {
      button.click()
      for (let i = 0; i < 3; i++) await frame()
    }
  }

  search(text: string): void {
    const input = this.place.querySelector<HTMLInputElement>('input[type=text]')
    if (input === null) throw new Error('the panel has no search field')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  private surface(): HTMLElement | null {
    return this.place.querySelector<HTMLElement>('[data-place=stage] > div')
  }

  private wheel(init: WheelEventInit, x: number): void {
    const { left, top } = this.bars().getBoundingClientRect()
    const at = { clientX: left + x, clientY: top + 200, bubbles: true, cancelable: true }
    this.surface()?.dispatchEvent(new WheelEvent('wheel', { ...at, ...init }))
  }
}
