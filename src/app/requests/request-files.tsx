import { Play } from 'lucide-react'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { FileRequest } from './http-file.ts'
import type { RequestFile } from './http-files.ts'
import styles from './request-files.module.css'

interface RequestFilesProps {
  readonly files: readonly RequestFile[]
  readonly isBusy: boolean
  /** Puts it into the form. */
  readonly onChoose: (file: RequestFile, request: FileRequest) => void
  /** Sends these, one after the other's answer. */
  readonly onRun: (file: RequestFile, requests: readonly FileRequest[]) => void
}

/** The `.http` files of the project, to be run line by line or whole. */
export function RequestFiles({ files, isBusy, onChoose, onRun }: RequestFilesProps) {
  return files.map((file) => (
    <details key={file.path} className={styles['file']} open={files.length === 1}>
      <summary>
        <span className={styles['path']}>{file.path}</span>
        <span className={styles['count']}>
          {i18n._('{count, plural, one {# request} other {# requests}}', { count: file.requests.length })}
        </span>
      </summary>
      <ol className={styles['requests']}>
        {file.requests.map((request) => (
          <li key={request.line}>
            <IconButton
              size="small"
              icon={Play}
              isDisabled={isBusy}
              label={i18n._('Send line {line}', { line: request.line })}
              onPress={() => onRun(file, [request])}
            />
            <button
              type="button"
              title={i18n._('Line {line}: look at it above', { line: request.line })}
              onClick={() => onChoose(file, request)}
            >
              <span className={styles['method']}>{request.draft.method}</span>
              <span className={styles['title']}>{request.title || request.name || request.draft.url}</span>
            </button>
            {request.hasScript && <span className={styles['count']}>{i18n._('its script is not run')}</span>}
          </li>
        ))}
      </ol>
      {file.requests.length > 1 && (
        <Button size="small" isDisabled={isBusy} onPress={() => onRun(file, file.requests)}>
          <Play aria-hidden />
          {i18n._('Send all, in order')}
        </Button>
      )}
    </details>
  ))
}
