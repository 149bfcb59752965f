import type { Direction } from '#timeline/neighbour.ts'

type KeyMeaning =
  | { readonly type: 'move'; readonly to: Direction }
  | { readonly type: 'zoom'; readonly isIn: boolean }
  | { readonly type: 'fit' | 'playOrPause' | 'toggle' }

const meanings: Readonly<Record<string, KeyMeaning>> = {
  ArrowLeft: { type: 'move', to: 'earlier' },
  ArrowRight: { type: 'move', to: 'later' },
  ArrowUp: { type: 'move', to: 'above' },
  ArrowDown: { type: 'move', to: 'below' },
  '+': { type: 'zoom', isIn: true },
  '=': { type: 'zoom', isIn: true },
  '-': { type: 'zoom', isIn: false },
  '0': { type: 'fit' },
  Enter: { type: 'toggle' },
  ' ': { type: 'playOrPause' },
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key means on the timeline; keys held with others belong to the browser. */
export function keyMeaning({ key, ctrlKey, metaKey, altKey }: Key): KeyMeaning | null {
  return ctrlKey || metaKey || altKey ? null : (meanings[key] ?? null)
}
