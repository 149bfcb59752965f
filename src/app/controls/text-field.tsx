import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField'
import styles from './text-field.module.css'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  /** Its accessible name; shown above the field unless `hideLabel`. */
  readonly label: string
  readonly hideLabel?: boolean
  /** For code, URLs and JSON. */
  readonly mono?: boolean
  /** Rows of a text area; one line when left out. */
  readonly rows?: number
  readonly placeholder?: string
  readonly errorMessage?: string | undefined
}

export function TextField(props: TextFieldProps) {
  const { label, hideLabel = false, mono = false, rows, placeholder = '', errorMessage, ...rest } = props
  const input = `${styles['input']} ${mono ? styles['mono'] : ''}`
  return (
    <AriaTextField {...rest} {...(hideLabel ? { 'aria-label': label } : {})} className={styles['field'] ?? ''}>
      {!hideLabel && <Label className={styles['label'] ?? ''}>{label}</Label>}
      {rows === undefined ? (
        <Input className={input} placeholder={placeholder} spellCheck={!mono} autoComplete="off" />
      ) : (
        <TextArea className={`${input} ${styles['area']}`} rows={rows} placeholder={placeholder} spellCheck={!mono} />
      )}
      <FieldError className={styles['error'] ?? ''}>{errorMessage}</FieldError>
    </AriaTextField>
  )
}
