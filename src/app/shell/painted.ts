let isPainted = false
let announce: () => void = () => {}

/** Resolves when the shell stands: file names, code as text and, when there is one, the stored timeline. */
export const painted = new Promise<void>((resolve) => {
  announce = resolve
})

let held = 0
let isWanted = false

/** Call when all of that has been rendered; the mark is set after the browser has drawn it. */
export function shellRendered(): void {
  isWanted = true
  announceWhenDrawn()
}

/** For a part of the first paint that has still to be fetched: the mark waits until what it answers with is called. */
export function holdPaint(): () => void {
  held++
  return () => {
    held--
    announceWhenDrawn()
  }
}

function announceWhenDrawn(): void {
  if (isPainted || !isWanted || held > 0) return
  isPainted = true
  const draw = () => {
    performance.mark('shell-painted')
    announce()
  }
  // A hidden tab draws no frames, and its project goes on all the same.
  if (document.visibilityState === 'hidden') setTimeout(draw)
  else requestAnimationFrame(() => setTimeout(draw))
}
