import { Plus, SendHorizontal } from 'lucide-react'
import { useState, type KeyboardEvent, type SubmitEvent } from 'react'
import { Button } from '../controls/button.tsx'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import { edited, type Form } from './form.ts'
import { HeadersEditor } from './headers-editor.tsx'
import { jsonProblem, methods, takesBody, type Problem, type RequestDraft } from './request-draft.ts'
import styles from './requests-pane.module.css'

interface RequestFormProps {
  readonly form: Form
  readonly problem: Problem | null
  readonly onChange: (form: Form) => void
  readonly onSend: () => void
}

export function RequestForm({ form, problem, onChange, onSend }: RequestFormProps) {
  const { draft } = form
  // Most requests have no body, and the room is small: its editor comes when asked for, and stays.
  const [opened, setOpened] = useState(false)
  const hasBody = takesBody(draft.method) && (opened || draft.body !== '')
  const change = (part: Partial<RequestDraft>) => onChange(edited(form, part))
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    onSend()
  }
  // Ctrl+Enter runs the project everywhere else; in here it sends.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    onSend()
  }
  return (
    <form
      className={styles['form']}
      aria-label={i18n._('HTTP request')}
      data-own-ctrl-enter
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <div className={styles['line']}>
        <Select
          label={i18n._('Method')}
          hideLabel
          value={draft.method}
          options={methodOptions(draft.method)}
          onChange={(method) => change({ method })}
        />
        <TextField
          label={i18n._('Address')}
          hideLabel
          mono
          value={draft.url}
          placeholder="/api/"
          isInvalid={problem?.field === 'url'}
          errorMessage={problem?.field === 'url' ? messageOf(problem) : undefined}
          onChange={(url) => change({ url })}
        />
        <Button variant="accent" type="submit">
          <SendHorizontal aria-hidden />
          <span className={styles['send']}>{i18n._('Send')}</span>
        </Button>
      </div>
      {draft.headers.length > 0 && (
        <HeadersEditor
          headers={draft.headers}
          errorMessage={problem?.field === 'headers' ? messageOf(problem) : undefined}
          onChange={(headers) => change({ headers })}
        />
      )}
      {hasBody && (
        <BodyEditor
          body={draft.body}
          isNew={opened && draft.body === ''}
          onChange={(body) => {
            setOpened(true)
            change({ body })
          }}
        />
      )}
      <div className={styles['more']}>
        <Button variant="ghost" size="small" onPress={() => change({ headers: [...draft.headers, ['', '']] })}>
          <Plus aria-hidden />
          {i18n._('Header')}
        </Button>
        {takesBody(draft.method) && !hasBody && (
          <Button variant="ghost" size="small" onPress={() => setOpened(true)}>
            <Plus aria-hidden />
            {i18n._('Body')}
          </Button>
        )}
      </div>
    </form>
  )
}

interface BodyEditorProps {
  readonly body: string
  /** Just asked for: whoever asked means to write. */
  readonly isNew: boolean
  readonly onChange: (body: string) => void
}

function BodyEditor({ body, isNew, onChange }: BodyEditorProps) {
  const begins = /^\s*[[{"]/.test(body)
  const wrong = begins ? jsonProblem(body) : undefined
  return (
    <>
      <TextField
        label={i18n._('Body')}
        mono
        autoFocus={isNew}
        rows={body.includes('\n') ? 6 : 2}
        value={body}
        placeholder={i18n._('None, or JSON, or text')}
        onChange={onChange}
      />
      {wrong !== undefined && <p className={styles['hint']}>{i18n._('Not JSON yet: {wrong}', { wrong })}</p>}
    </>
  )
}

/** The usual methods, and the draft's own when somebody saved another. */
function methodOptions(own: string) {
  const all: readonly string[] = methods
  return (all.includes(own) ? all : [...all, own]).map((method) => ({ value: method, label: method }))
}

function messageOf(problem: Problem): string {
  if (problem.field === 'headers') {
    return problem.cause === 'name'
      ? i18n._('“{name}” cannot be the name of a header.', { name: problem.name })
      : i18n._('The value of “{name}” holds characters that a header cannot carry.', { name: problem.name })
  }
  if (problem.cause === 'variable')
    return i18n._('No answer so far has “{name}”, so it cannot be filled in.', { name: problem.name })
  return problem.cause === 'elsewhere'
    ? i18n._('Requests go to this project only: write a path such as /api/Hello.')
    : i18n._('Write a path such as /api/Hello.')
}
