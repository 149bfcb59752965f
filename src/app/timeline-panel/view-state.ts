import type { EpochMs } from '#base/units.ts'
import type { Density } from '#timeline/layout/density.ts'

/** How the axis says a time: since the run began, or as a clock shows it. */
export type TimeMode = 'sinceStart' | 'local' | 'utc'

export const timeModes: readonly TimeMode[] = ['sinceStart', 'local', 'utc']

/** How a person has arranged the picture. Nothing of it says what is in the picture. */
export interface ViewState {
  readonly density: Density
  readonly timeMode: TimeMode
  /** Fan-outs that were opened or folded by hand, and the order of their lanes then; by the placed group's id. */
  readonly expanded: ReadonlyMap<string, boolean>
  readonly laneOrders: ReadonlyMap<string, readonly number[]>
  /** Sub-orchestrations that are open, by `childKey`. */
  readonly children: ReadonlySet<string>
  /** Idle stretches that were opened, by where they begin; or all of them. */
  readonly unfolded: ReadonlySet<EpochMs>
  readonly isUnfolded: boolean
  readonly search: string
  readonly isFailedOnly: boolean
}

export type ViewAction =
  | { readonly type: 'density.chosen'; readonly density: Density }
  | { readonly type: 'time.chosen'; readonly timeMode: TimeMode }
  | {
      readonly type: 'group.toggled'
      readonly id: string
      readonly isExpanded: boolean
      readonly order: readonly number[]
    }
  | { readonly type: 'child.toggled'; readonly keys: readonly string[]; readonly isOpen: boolean }
  | { readonly type: 'fold.opened'; readonly from: EpochMs }
  | { readonly type: 'folds.toggled' }
  | { readonly type: 'folds.restored' }
  | { readonly type: 'search.changed'; readonly text: string }
  | { readonly type: 'failed.toggled' }

export const firstView: ViewState = {
  density: 'comfortable',
  timeMode: 'sinceStart',
  expanded: new Map(),
  laneOrders: new Map(),
  children: new Set(),
  unfolded: new Set(),
  isUnfolded: false,
  search: '',
  isFailedOnly: false,
}

/** Tells the sub-orchestrations of one picture apart: the run they were called in, and the span of the call. */
export function childKey(run: { readonly key: string }, spanId: string): string {
  return `${run.key}${spanId}/`
}

export function nextView(state: ViewState, action: ViewAction): ViewState {
  switch (action.type) {
    case 'density.chosen':
      return { ...state, density: action.density }
    case 'time.chosen':
      return { ...state, timeMode: action.timeMode }
    case 'group.toggled': {
      const { id, isExpanded, order } = action
      const expanded = new Map(state.expanded).set(id, isExpanded)
      return { ...state, expanded, laneOrders: new Map(state.laneOrders).set(id, order) }
    }
    case 'child.toggled': {
      const children = new Set(state.children)
      for (const key of action.keys) {
        if (action.isOpen) children.add(key)
        else for (const open of state.children) if (open.startsWith(key)) children.delete(open)
      }
      return { ...state, children }
    }
    case 'fold.opened':
      return { ...state, unfolded: new Set([...state.unfolded, action.from]) }
    case 'folds.toggled':
      return { ...state, isUnfolded: !state.isUnfolded, unfolded: new Set() }
    case 'folds.restored':
      return state.unfolded.size === 0 && !state.isUnfolded
        ? state
        : { ...state, unfolded: new Set(), isUnfolded: false }
    case 'search.changed':
      return { ...state, search: action.text }
    case 'failed.toggled':
      return { ...state, isFailedOnly: !state.isFailedOnly }
  }
}
