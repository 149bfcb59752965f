import { useId } from 'react'
import styles from './select.module.css'

interface SelectProps<V extends string> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly isDisabled?: boolean
}

/** The browser's own select: it opens natively on a telephone, and costs nothing. */
export function Select<V extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  isDisabled,
}: SelectProps<V>) {
  const id = useId()
  return (
    <span className={styles['field']}>
      {!hideLabel && <label htmlFor={id}>{label}</label>}
      <select
        id={id}
        className={styles['select']}
        aria-label={hideLabel ? label : undefined}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
