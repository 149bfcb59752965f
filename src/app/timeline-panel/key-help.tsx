import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import { type KeyMeaning, keyTable } from './key-meaning.ts'
import styles from './marks.module.css'

/** What the keys do, from the table by which they do it; and what mouse and fingers do. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={i18n._('Keys of the timeline')} onClose={onClose}>
      <dl className={styles['keys']}>
        {keyTable.map(({ keys, meaning }) => (
          <div key={keys.join(' ')}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{keyInWords(key)}</kbd>
              ))}
            </dt>
            <dd>{meaningInWords(meaning)}</dd>
          </div>
        ))}
        {gestures().map(([gesture, effect]) => (
          <div key={gesture}>
            <dt>{gesture}</dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }

function keyInWords(key: string): string {
  if (key === ' ') return i18n._('Space')
  return signs[key] ?? key.replace('Ctrl+z', 'Ctrl+Z')
}

function gestures(): [string, string][] {
  return [
    [i18n._('Ctrl + wheel, pinch'), i18n._('zoom under the pointer')],
    [i18n._('Drag, Shift + wheel'), i18n._('pan')],
    [i18n._('Drag on the axis'), i18n._('move through history')],
    [i18n._('Shift + drag on the axis'), i18n._('zoom to that stretch')],
    [i18n._('Double-click a bar'), i18n._('fit it; open a sub-orchestration')],
    [i18n._('Click a fold'), i18n._('show the idle stretch as long as it was')],
  ]
}

function meaningInWords(meaning: KeyMeaning): string {
  switch (meaning.type) {
    case 'move':
      return moveInWords(meaning.to)
    case 'failure':
      return meaning.direction === 1 ? i18n._('next failure') : i18n._('previous failure')
    case 'zoom':
      return meaning.isIn ? i18n._('zoom in') : i18n._('zoom out')
    case 'pan':
      return meaning.direction === 1 ? i18n._('pan to later') : i18n._('pan to earlier')
    case 'step':
      return stepInWords(meaning.by, meaning.direction)
    case 'generation':
      return meaning.direction === 1
        ? i18n._('next generation, after continue-as-new')
        : i18n._('previous generation, before continue-as-new')
    case 'open':
      return i18n._('open or close: a fan-out, a sub-orchestration, the next generation')
    case 'fit':
      return i18n._('fit everything')
    case 'fitSelection':
      return i18n._('fit the selected bar')
    case 'undo':
      return i18n._('undo zoom')
    case 'playOrPause':
      return i18n._('play history, or pause')
    case 'live':
      return i18n._('back to live')
    case 'search':
      return i18n._('find')
    case 'failedOnly':
      return i18n._('only what failed')
    case 'density':
      return i18n._('other height of rows')
    case 'time':
      return i18n._('other times on the axis')
    case 'folds':
      return i18n._('fold or unfold idle stretches')
    case 'faults':
      return i18n._('faults of the selected bar')
    case 'escape':
      return i18n._('stop finding')
    case 'help':
      return i18n._('this list')
  }
}

function moveInWords(to: Extract<KeyMeaning, { type: 'move' }>['to']): string {
  switch (to) {
    case 'earlier':
      return i18n._('the bar before')
    case 'later':
      return i18n._('the bar after')
    case 'above':
      return i18n._('the row above')
    case 'below':
      return i18n._('the row below')
    case 'first':
      return i18n._('the first bar')
    case 'last':
      return i18n._('the last bar')
  }
}

function stepInWords(by: 'event' | 'episode', direction: 1 | -1): string {
  if (by === 'event') return direction === 1 ? i18n._('next event of history') : i18n._('previous event of history')
  return direction === 1 ? i18n._('next episode') : i18n._('previous episode')
}
