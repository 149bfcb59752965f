/** Resolves when a canvas that matters has been drawn anew; in the frame that did it. */
let drawn: (() => void) | null = null

/** Who draws a picture clears its canvas first: so much can be seen from outside, of any painter. */
const { prototype } = CanvasRenderingContext2D
prototype.clearRect = new Proxy(Reflect.get(prototype, 'clearRect') as CanvasRenderingContext2D['clearRect'], {
  apply(clearRect, context: CanvasRenderingContext2D, box) {
    Reflect.apply(clearRect, context, box)
    counts.set(context.canvas, (counts.get(context.canvas) ?? 0) + 1)
    if (context.canvas === watched) drawn?.()
  },
})

const counts = new Map<HTMLCanvasElement, number>()
let watched: HTMLCanvasElement | null = null

export const drawingsOf = (canvas: HTMLCanvasElement) => counts.get(canvas) ?? 0

export const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/** Resolves when `canvas` has been drawn after `act`; rejects when it is not. */
export function untilDrawn(canvas: HTMLCanvasElement, act: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nothing was drawn within ten seconds')), 10_000)
    watched = canvas
    drawn = () => {
      drawn = null
      clearTimeout(timer)
      resolve()
    }
    act()
  })
}

/** The times from one picture to the next, in milliseconds, when each step is taken as soon as the last is drawn. */
export async function framesOf(canvas: HTMLCanvasElement, count: number, step: (i: number) => void): Promise<number[]> {
  const taken: number[] = []
  await untilDrawn(canvas, () => step(0))
  let last = performance.now()
  for (let i = 1; i <= count; i++) {
    await untilDrawn(canvas, () => step(i))
    const now = performance.now()
    taken.push(now - last)
    last = now
  }
  await frame()
  return taken
}

/** The longest time for which nothing else could happen while `act` went on. */
export async function longestHold(act: () => Promise<void>): Promise<number> {
  const { port1, port2 } = new MessageChannel()
  let [last, longest, isOver] = [performance.now(), 0, false]
  port1.onmessage = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) port2.postMessage(null)
  }
  port2.postMessage(null)
  await act()
  isOver = true
  port1.close()
  return longest
}

/** Without the limiter frames follow each other at once, but only while something changes on the screen: so a dot does. */
export function keepDrawing(): void {
  const dot = document.createElement('div')
  dot.style.cssText = 'position: fixed; inset: auto 0 0 auto; inline-size: 1px; block-size: 1px; z-index: 9'
  document.body.append(dot)
  let isDark = false
  const blink = () => {
    isDark = !isDark
    dot.style.background = isDark ? '#000' : '#fff'
    requestAnimationFrame(blink)
  }
  blink()
}
