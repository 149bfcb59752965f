import { type ReactNode, useId } from 'react'
import styles from './segmented.module.css'

interface SegmentedProps<K extends string> {
  readonly label: string
  readonly value: K
  /** `name`: its words for those who do not see a picture. */
  readonly options: readonly {
    readonly id: K
    readonly label: ReactNode
    readonly title?: string
    readonly name?: string
  }[]
  readonly onChange: (value: K) => void
  readonly isDisabled?: boolean
}

/** One of a few, all in sight: the browser's own radio buttons. */
export function Segmented<K extends string>({
  label,
  value,
  options,
  onChange,
  isDisabled = false,
}: SegmentedProps<K>) {
  const name = useId()
  return (
    <fieldset className={styles['group']} disabled={isDisabled} aria-label={label}>
      {options.map((option) => (
        <label key={option.id} className={styles['option']} title={option.title}>
          <input
            type="radio"
            name={name}
            className={styles['input']}
            checked={option.id === value}
            aria-label={option.name}
            onChange={() => onChange(option.id)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
