import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import type { EpochMs } from '#base/units.ts'
import type { Diagnosis, Instance } from '#durable/instance.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { isoTime } from '../payload/format.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import { StatusChip } from './status-chip.tsx'
import styles from './instance-details.module.css'

interface InstanceDetailsProps {
  readonly instance: Instance
  readonly onSelect: (instanceId: string) => void
  readonly onOpenLine?: (file: string, line: number) => void
  /** Why it waits, while it does. */
  readonly waiting?: ReactNode
  /** What can be done to it. */
  readonly operations?: ReactNode
  /** What explains it, in the place of its bare diagnoses. */
  readonly why?: ReactNode
}

/** All that is known of one instance: what the status API would say, and what stands in its way. */
export function InstanceDetails({ instance, onSelect, onOpenLine, waiting, operations, why }: InstanceDetailsProps) {
  const { parent, diagnoses = [] } = instance
  return (
    <section className={styles['details']} aria-label={i18n._('The selected instance')}>
      <header className={styles['head']}>
        <h3>{instance.name}</h3>
        <StatusChip status={instance.status} />
      </header>
      {why ??
        diagnoses.map((diagnosis, index) => (
          <DiagnosisNote key={index} diagnosis={diagnosis} {...(onOpenLine === undefined ? {} : { onOpenLine })} />
        ))}
      {waiting}
      {operations}
      <dl className={styles['facts']}>
        <Payload name={i18n._('Output')} text={instance.output} />
        <Payload name={i18n._('Input')} text={instance.input} />
        <Payload name={i18n._('Custom status')} text={instance.customStatus} />
        <div>
          <dt>{i18n._('Instance id')}</dt>
          <dd className={styles['mono']}>{instance.instanceId}</dd>
          <dd className={styles['copy']}>
            <CopyButton label={i18n._('Copy the instance id')} text={() => instance.instanceId} />
          </dd>
        </div>
        {instance.version !== undefined && <Fact name={i18n._('Version')} value={instance.version} />}
        <TimeFact name={i18n._('Created')} at={instance.createdAt} />
        <TimeFact name={i18n._('Last updated')} at={instance.updatedAt} />
        <Fact
          name={i18n._('History')}
          value={i18n._(
            '{events, plural, one {# event} other {# events}}, {episodes, plural, one {# episode} other {# episodes}}',
            {
              events: instance.historyLength,
              episodes: instance.episodes,
            },
          )}
        />
        {parent !== undefined && (
          <div>
            <dt>{i18n._('Started by')}</dt>
            <dd className={styles['parent']}>
              <Button variant="ghost" size="small" onPress={() => onSelect(parent.instanceId)}>
                {parent.name}
              </Button>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function TimeFact({ name, at }: { readonly name: string; readonly at: EpochMs }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <time dateTime={isoTime(at)}>{isoTime(at)}</time>
      </dd>
    </div>
  )
}

/** Text that fits on the line of its name. */
const SHORT = 32

/** JSON text, or plain text for failures and reasons; `null` is said, because a status says it too. */
function Payload({ name, text }: { readonly name: string; readonly text: string | null }) {
  const isShort = text === null || (text.length <= SHORT && !text.includes('\n'))
  return (
    <div className={isShort ? undefined : styles['payload']}>
      <dt>{name}</dt>
      <dd className={styles['mono']}>{isShort ? (text ?? 'null') : <PayloadView text={text} label={name} />}</dd>
      {text !== null && (
        <dd className={styles['copy']}>
          <CopyButton label={i18n._('Copy: {name}', { name })} text={() => text} />
        </dd>
      )}
    </div>
  )
}

interface DiagnosisNoteProps {
  readonly diagnosis: Diagnosis
  readonly onOpenLine?: (file: string, line: number) => void
}

function DiagnosisNote({ diagnosis: { message, file, line }, onOpenLine }: DiagnosisNoteProps) {
  const place = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`
  return (
    <div className={styles['diagnosis']} role="note">
      <TriangleAlert aria-hidden size={14} />
      <p>
        {message}
        {place !== undefined && (file === undefined || line === undefined || onOpenLine === undefined) && ` (${place})`}
      </p>
      {file !== undefined && line !== undefined && onOpenLine !== undefined && (
        <Button size="small" onPress={() => onOpenLine(file, line)}>
          {place}
        </Button>
      )}
    </div>
  )
}
