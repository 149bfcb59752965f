import { useMemo } from 'react'
import { markExamples } from '#timeline/paint/mark-examples.ts'
import { markIds } from '#timeline/paint/marks.ts'
import { i18n } from '../i18n/i18n.ts'
import { MarkPicture } from './mark-picture.tsx'
import { faceInWords, markInWords } from './mark-words.ts'
import styles from './marks-page.module.css'

const WIDTH = 300

/** Every mark of the timeline side by side, with all its faces: to look things up, and to see that all of them are drawn. */
export function MarksPage() {
  const examples = useMemo(() => markExamples(), [])
  return (
    <main className={styles['page']}>
      <h1>{i18n._('What the timeline draws')}</h1>
      <p>
        {i18n._(
          'Colour is status and nothing else: green completed, blue running, red failed, amber waiting, grey cancelled. What a thing is, its shape says.',
        )}{' '}
        <a href="#">{i18n._('Back to the playground')}</a>
      </p>
      <ul className={styles['marks']}>
        {markIds.map((mark) => {
          const [name, meaning] = markInWords(mark)
          return (
            <li key={mark} id={`mark-${mark}`}>
              <h2>{name}</h2>
              <p>{meaning}</p>
              {examples[mark].map((example) => {
                const face = faceInWords(example.face)
                return (
                  <figure key={example.face}>
                    <MarkPicture example={example} width={WIDTH} label={face === '' ? name : `${name}, ${face}`} />
                    {face !== '' && <figcaption>{face}</figcaption>}
                  </figure>
                )
              })}
            </li>
          )
        })}
      </ul>
    </main>
  )
}
