import { Save, Trash2 } from 'lucide-react'
import type { SavedRequest } from '#project/playground-db.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import { blankForm, readyForm, savedForm, withParam, type Form } from './form.ts'
import type { ReadyMade, RouteParam } from './ready-made.ts'
import styles from './requests-pane.module.css'

interface RequestChoiceProps {
  readonly ready: readonly ReadyMade[]
  readonly hasStarted: boolean
  readonly saved: readonly SavedRequest[]
  readonly form: Form
  readonly onChoose: (form: Form) => void
  readonly onSave?: () => void
  readonly onRemove?: (id: string) => void
}

/** The requests there are to begin with: one per HTTP function, and those that were kept. */
export function RequestChoice({ ready, hasStarted, saved, form, onChoose, onSave, onRemove }: RequestChoiceProps) {
  const { source } = form
  const current = source.kind === 'ready' ? ready.find((one) => one.functionName === source.functionName) : undefined
  const forms = new Map([
    ['own', source.kind === 'own' ? form : blankForm],
    ...ready.map((one) => [`ready ${one.functionName}`, readyForm(one)] as const),
    ...saved.map((one) => [`saved ${one.id}`, savedForm(one)] as const),
  ])
  const options = [
    ...ready.map((one) => ({ value: `ready ${one.functionName}`, label: `${one.functionName} (${one.method})` })),
    ...saved.map((one) => ({ value: `saved ${one.id}`, label: one.name })),
    { value: 'own', label: i18n._('Another request') },
  ]
  return (
    <>
      <div className={styles['choice']}>
        <Select
          label={i18n._('Request')}
          value={valueOf(form)}
          options={options}
          onChange={(value) => onChoose(forms.get(value) ?? blankForm)}
        />
        <span className={styles['gap']} />
        {source.kind === 'saved' && onRemove !== undefined && (
          <IconButton
            size="small"
            label={i18n._('Remove this saved request')}
            icon={Trash2}
            onPress={() => onRemove(source.id)}
          />
        )}
        {onSave !== undefined && (
          <IconButton size="small" label={i18n._('Save this request')} icon={Save} onPress={onSave} />
        )}
      </div>
      {ready.length === 0 && (
        <p className={styles['hint']}>
          {hasStarted
            ? i18n._('No function of this app answers HTTP.')
            : i18n._('Press Run: each HTTP function then has a ready request here.')}
        </p>
      )}
      {current !== undefined && current.params.length > 0 && source.kind === 'ready' && (
        <div className={styles['params']}>
          {current.params.map((param) => (
            <ParamField
              key={param.name}
              param={param}
              value={source.values[param.name] ?? param.value}
              onChange={(value) => onChoose(withParam(form, current, param.name, value))}
            />
          ))}
        </div>
      )}
    </>
  )
}

interface ParamFieldProps {
  readonly param: RouteParam
  readonly value: string
  readonly onChange: (value: string) => void
}

function ParamField({ param: { name, choices }, value, onChange }: ParamFieldProps) {
  if (choices.length === 0) return <TextField label={name} mono value={value} onChange={onChange} />
  return (
    <Select
      label={name}
      value={value}
      options={choices.map((one) => ({ value: one, label: one }))}
      onChange={onChange}
    />
  )
}

function valueOf({ source }: Form): string {
  if (source.kind === 'ready') return `ready ${source.functionName}`
  return source.kind === 'saved' ? `saved ${source.id}` : 'own'
}
