import { ChevronLeft, ChevronRight } from 'lucide-react'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './hands.module.css'

interface GenerationsProps {
  /** From 0. */
  readonly index: number
  readonly count: number
  readonly onGo: (index: number) => void
}

/** Which execution of an instance that continued as new, and the way to the ones before and after it. */
export function Generations({ index, count, onGo }: GenerationsProps) {
  if (count < 2) return null
  return (
    <span className={styles['generations']}>
      <IconButton
        size="small"
        label={i18n._('Previous generation')}
        icon={ChevronLeft}
        isDisabled={index <= 0}
        onPress={() => onGo(index - 1)}
      />
      {i18n._('generation {number, number} of {count, number}', { number: index + 1, count })}
      <IconButton
        size="small"
        label={i18n._('Next generation')}
        icon={ChevronRight}
        isDisabled={index >= count - 1}
        onPress={() => onGo(index + 1)}
      />
    </span>
  )
}
