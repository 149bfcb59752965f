import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Target } from '#timeline/layout/neighbour.ts'
import { AXIS_HEIGHT } from '#timeline/paint/pen.ts'
import type { Desk } from './hands.tsx'

const FaultMenu = lazy(async () => ({ default: (await import('../faults/fault-menu.tsx')).FaultMenu }))

/** A place in the window. */
interface At {
  readonly x: number
  readonly y: number
}

interface FaultMenuView {
  /** Opens it for a bar; for none, and where no fault can be set, it stays closed. */
  readonly open: (target: Target | null, at: At) => void
  readonly openAtSelected: () => void
  readonly element: ReactNode
}

/** The menu of what can go wrong with a bar on purpose. */
export function useFaultMenu(desk: Desk, stage: HTMLElement): FaultMenuView {
  const { onFault, onHover, primary, picture, history } = desk
  const [shown, setShown] = useState<(At & { readonly target: Target }) | null>(null)
  const open = (target: Target | null, at: At) => {
    if (target === null || onFault === undefined) return
    onHover(null)
    setShown({ target, ...at })
  }
  const openAtSelected = () => {
    const { left, top, width } = stage.getBoundingClientRect()
    const scene = picture.scene()
    if (primary === null || scene === null) return
    const x = Math.min(width, Math.max(0, scene.scale.toPx(primary.span.start)))
    open(primary, { x: left + x, y: top + AXIS_HEIGHT + 8 })
  }
  const element = shown !== null && onFault !== undefined && (
    <Suspense fallback={null}>
      <FaultMenu
        {...shown}
        history={shown.target.run.key === '' ? history : null}
        onAdd={onFault}
        onClose={() => setShown(null)}
      />
    </Suspense>
  )
  return { open, openAtSelected, element }
}
