let isPainted = false
let announce: () => void = () => {}

/** Resolves when the shell stands: file names, code as text and, when there is one, the stored timeline. */
export const painted = new Promise<void>((resolve) => {
  announce = resolve
})

/** Call when all of that has been rendered; the mark is set after the browser has drawn it. */
export function shellRendered(): void {
  if (isPainted) return
  isPainted = true
  const draw = () => {
    performance.mark('shell-painted')
    announce()
  }
  // A hidden tab draws no frames, and its project goes on all the same.
  if (document.visibilityState === 'hidden') setTimeout(draw)
  else requestAnimationFrame(() => setTimeout(draw))
}
