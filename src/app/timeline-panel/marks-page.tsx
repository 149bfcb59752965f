import { i18n } from '../i18n/i18n.ts'
import { MarkGallery } from './mark-gallery.tsx'
import styles from './mark-gallery.module.css'

/** The address `#marks`: every mark of the timeline side by side. */
export function MarksPage() {
  return (
    <main className={styles['page']}>
      <h1>{i18n._('The marks of the timeline')}</h1>
      <p>{i18n._('Colour says how it went, shape says what it is.')}</p>
      <MarkGallery />
    </main>
  )
}
