import { useMemo } from 'react'
import { markExamples } from '#timeline/paint/mark-examples.ts'
import { markIds } from '#timeline/paint/marks.ts'
import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import { MarkPicture } from './mark-picture.tsx'
import { markInWords } from './mark-words.ts'
import styles from './marks.module.css'

const WIDTH = 150

/** The marks of the painter's table, each drawn by the painter itself: it cannot say what the timeline does not draw. */
export function Legend({ onClose }: { readonly onClose: () => void }) {
  const examples = useMemo(() => markExamples(), [])
  return (
    <Dialog title={i18n._('Legend')} onClose={onClose}>
      <ul className={styles['legend']}>
        {markIds.map((mark) => {
          const [name, meaning] = markInWords(mark)
          const example = examples[mark][0]
          return (
            <li key={mark}>
              {example && <MarkPicture example={example} width={WIDTH} label={name} />}
              <span>
                <strong>{name}</strong> {meaning}
              </span>
            </li>
          )
        })}
      </ul>
      <a href="#marks" className={styles['more']}>
        {i18n._('All marks side by side')}
      </a>
    </Dialog>
  )
}
