import type { Status } from '../controls/chip.tsx'

/** A box of a graph, in pixels of the graph's own. */
export interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly title: string
  readonly detail: string
  /** Its status, or `plain` for what has none. */
  readonly tone: Status | 'plain'
  readonly shape: 'box' | 'stack' | 'round' | 'question'
  readonly isCritical: boolean
  /** What became of each attempt at it, when there was more than one. */
  readonly attempts: readonly Status[]
}

export interface Arrow {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly label: string
  readonly isCritical: boolean
  readonly isBack: boolean
}

export const BOX_WIDTH = 168
export const BOX_HEIGHT = 44
