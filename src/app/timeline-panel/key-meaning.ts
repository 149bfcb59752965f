import type { Direction } from '#timeline/layout/neighbour.ts'

export type KeyMeaning =
  | { readonly type: 'move'; readonly to: Direction }
  | { readonly type: 'failure'; readonly direction: 1 | -1 }
  | { readonly type: 'zoom'; readonly isIn: boolean }
  | { readonly type: 'pan'; readonly direction: 1 | -1 }
  | { readonly type: 'step'; readonly by: 'event' | 'episode'; readonly direction: 1 | -1 }
  | { readonly type: 'generation'; readonly direction: 1 | -1 }
  | { readonly type: Plain }

type Plain =
  | 'open'
  | 'fit'
  | 'fitSelection'
  | 'undo'
  | 'playOrPause'
  | 'live'
  | 'search'
  | 'failedOnly'
  | 'density'
  | 'time'
  | 'folds'
  | 'faults'
  | 'help'
  | 'escape'

interface KeyRow {
  /** As `KeyboardEvent.key` spells them. */
  readonly keys: readonly string[]
  readonly meaning: KeyMeaning
}

/** What keys mean on the timeline: the handler reads this table, and so does the help. */
export const keyTable: readonly KeyRow[] = [
  { keys: ['ArrowLeft'], meaning: { type: 'move', to: 'earlier' } },
  { keys: ['ArrowRight'], meaning: { type: 'move', to: 'later' } },
  { keys: ['ArrowUp'], meaning: { type: 'move', to: 'above' } },
  { keys: ['ArrowDown'], meaning: { type: 'move', to: 'below' } },
  { keys: ['Home'], meaning: { type: 'move', to: 'first' } },
  { keys: ['End'], meaning: { type: 'move', to: 'last' } },
  { keys: ['Enter', 'o'], meaning: { type: 'open' } },
  { keys: ['n'], meaning: { type: 'failure', direction: 1 } },
  { keys: ['N'], meaning: { type: 'failure', direction: -1 } },
  { keys: ['+', '=', 'w'], meaning: { type: 'zoom', isIn: true } },
  { keys: ['-', 's'], meaning: { type: 'zoom', isIn: false } },
  { keys: ['a'], meaning: { type: 'pan', direction: -1 } },
  { keys: ['d'], meaning: { type: 'pan', direction: 1 } },
  { keys: ['f'], meaning: { type: 'fitSelection' } },
  { keys: ['0'], meaning: { type: 'fit' } },
  { keys: ['u', 'Ctrl+z'], meaning: { type: 'undo' } },
  { keys: ['l'], meaning: { type: 'live' } },
  { keys: [' '], meaning: { type: 'playOrPause' } },
  { keys: [','], meaning: { type: 'step', by: 'event', direction: -1 } },
  { keys: ['.'], meaning: { type: 'step', by: 'event', direction: 1 } },
  { keys: ['<'], meaning: { type: 'step', by: 'episode', direction: -1 } },
  { keys: ['>'], meaning: { type: 'step', by: 'episode', direction: 1 } },
  { keys: ['['], meaning: { type: 'generation', direction: -1 } },
  { keys: [']'], meaning: { type: 'generation', direction: 1 } },
  { keys: ['/'], meaning: { type: 'search' } },
  { keys: ['e'], meaning: { type: 'failedOnly' } },
  { keys: ['v'], meaning: { type: 'density' } },
  { keys: ['t'], meaning: { type: 'time' } },
  { keys: ['z'], meaning: { type: 'folds' } },
  { keys: ['x', 'ContextMenu'], meaning: { type: 'faults' } },
  { keys: ['Escape'], meaning: { type: 'escape' } },
  { keys: ['?'], meaning: { type: 'help' } },
]

const meanings = new Map(keyTable.flatMap(({ keys, meaning }) => keys.map((key) => [key, meaning] as const)))

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key means on the timeline; keys held with others belong to the browser, but for undoing. */
export function keyMeaning({ key, ctrlKey, metaKey, altKey }: Key): KeyMeaning | null {
  if (altKey) return null
  return meanings.get(ctrlKey || metaKey ? `Ctrl+${key.toLowerCase()}` : key) ?? null
}
