import { reasonOf } from '#base/reason-of.ts'
import { i18n } from '../i18n/i18n.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import styles from './failed.module.css'

interface FailedProps {
  readonly title: string
  readonly error: unknown
  readonly onAgain: () => void
}

/** Stands where something could not be shown: why, and what can be tried. What is kept is kept on disk, so a reload costs nothing. */
export function Failed({ title, error, onAgain }: FailedProps) {
  return (
    <div role="alert" className={styles['failed']}>
      <EmptyState title={title}>
        {reasonOf(error)}
        <span className={styles['actions']}>
          <Button size="small" onPress={onAgain}>
            {i18n._('Try again')}
          </Button>
          <Button size="small" onPress={() => location.reload()}>
            {i18n._('Reload the page')}
          </Button>
        </span>
      </EmptyState>
    </div>
  )
}
