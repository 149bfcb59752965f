import { X } from 'lucide-react'
import type { Headers } from '#durable/http-message.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './requests-pane.module.css'

interface HeadersEditorProps {
  readonly headers: Headers
  readonly errorMessage: string | undefined
  readonly onChange: (headers: Headers) => void
}

export function HeadersEditor({ headers, errorMessage, onChange }: HeadersEditorProps) {
  const replace = (index: number, row: Headers[number]) => onChange(headers.with(index, row))
  return (
    <div className={styles['headers']} role="group" aria-label={i18n._('Request headers')}>
      {headers.map(([name, value], index) => (
        <div key={index} className={styles['line']}>
          <TextField
            label={i18n._('Header {number}, name', { number: index + 1 })}
            hideLabel
            mono
            value={name}
            placeholder={i18n._('Name')}
            onChange={(next) => replace(index, [next, value])}
          />
          <TextField
            label={i18n._('Header {number}, value', { number: index + 1 })}
            hideLabel
            mono
            value={value}
            placeholder={i18n._('Value')}
            onChange={(next) => replace(index, [name, next])}
          />
          <IconButton
            label={i18n._('Remove header {number}', { number: index + 1 })}
            icon={X}
            onPress={() => onChange(headers.toSpliced(index, 1))}
          />
        </div>
      ))}
      {errorMessage !== undefined && (
        <p role="alert" className={styles['error']}>
          {errorMessage}
        </p>
      )}
    </div>
  )
}
