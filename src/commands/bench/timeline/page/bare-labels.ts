const HEIGHT = 900

/** The least by which a page scrolls lanes with labels: as many plain elements as are in sight, used again and again. */
export class BareLabels {
  onScroll: (top: number) => void = () => {}
  private readonly place: HTMLElement
  private readonly canvas: HTMLCanvasElement
  private readonly scroller = document.createElement('div')
  private readonly pool: readonly HTMLElement[]
  private readonly lanes: number
  private readonly lanePx: number

  /** Puts the canvas into a scroller of its own, with the labels over its left edge. */
  constructor(place: HTMLElement, canvas: HTMLCanvasElement, lanes: number, lanePx: number) {
    ;[this.place, this.canvas, this.lanes, this.lanePx] = [place, canvas, lanes, lanePx]
    this.scroller.style.cssText = `position: absolute; inset: 0; overflow: auto`
    const content = document.createElement('div')
    content.style.cssText = `position: relative; block-size: ${lanes * lanePx}px`
    canvas.style.cssText = 'position: sticky; inset-block-start: 0; display: block'
    this.pool = Array.from({ length: Math.ceil(HEIGHT / lanePx) + 1 }, () => labelOf(lanePx))
    content.append(canvas, ...this.pool)
    this.scroller.append(content)
    place.append(this.scroller)
    this.scroller.addEventListener('scroll', () => this.onScroll(this.scroller.scrollTop))
  }

  scrollTo(top: number): void {
    this.scroller.scrollTop = top
  }

  /** Each lane in sight gets the element that its number falls to: who stays in sight stays as it is. */
  show(top: number): void {
    const first = Math.floor(top / this.lanePx)
    for (let lane = first; lane < Math.min(this.lanes, first + this.pool.length); lane++) {
      const label = this.pool[lane % this.pool.length]
      if (label === undefined || label.dataset['lane'] === String(lane)) continue
      label.dataset['lane'] = String(lane)
      label.textContent = `lane ${lane}`
      label.style.transform = `translateY(${lane * this.lanePx}px)`
    }
  }

  /** Puts the canvas back. */
  remove(): void {
    this.canvas.style.cssText = ''
    this.place.append(this.canvas)
    this.scroller.remove()
  }
}

function labelOf(height: number): HTMLElement {
  const label = document.createElement('div')
  label.style.cssText = `position: absolute; inset-block-start: 0; block-size: ${height}px; font: 11px/${height}px sans-serif`
  return label
}
