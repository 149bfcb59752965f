import { Activity, Box, CircleX, Globe, KeyRound, Link2, type LucideIcon, Play, Workflow, Zap } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { FunctionInfo } from '#durable/function-info.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import styles from './explorer.module.css'

const RunDialog = lazy(async () => ({ default: (await import('./run-dialog.tsx')).RunDialog }))

const icons: Record<FunctionInfo['kind'], LucideIcon> = {
  orchestrator: Workflow,
  activity: Activity,
  entity: Box,
  http: Globe,
  other: Zap,
}

const order: readonly FunctionInfo['kind'][] = ['http', 'orchestrator', 'activity', 'entity', 'other']

interface FunctionsSectionProps {
  /** Says why there are none, when there are none. */
  readonly hint: string
  readonly functions: readonly FunctionInfo[]
  /** Where the functions answer, without a slash. */
  readonly root: string
  readonly onFire: (functionName: string, payload: string | null) => void
  /** Without it no fault can be set. */
  readonly onFault?: (functionName: string) => void
}

/** What the running build has registered: only running it tells. */
export function FunctionsSection({ functions, hint, ...doing }: FunctionsSectionProps) {
  const sorted = functions.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name),
  )
  return (
    <section className={styles['section']} aria-label={i18n._('Functions')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Functions')}</h2>
      </div>
      {sorted.length === 0 ? (
        <p className={styles['hint']}>{hint}</p>
      ) : (
        <ul className={styles['list']}>
          {sorted.map((info) => (
            <FunctionRow key={info.name} info={info} {...doing} />
          ))}
        </ul>
      )}
    </section>
  )
}

type FunctionRowProps = Omit<FunctionsSectionProps, 'functions' | 'hint'> & { readonly info: FunctionInfo }

function FunctionRow({ info, root, onFire, onFault }: FunctionRowProps) {
  const { name, kind, trigger, http, error } = info
  const Icon = error === undefined ? icons[kind] : CircleX
  const label = error === undefined ? kindInWords(kind) : i18n._('In error')
  return (
    <li className={styles['row']} title={error ?? (http === undefined ? trigger : `/${http.route}`)}>
      <Icon role="img" aria-label={label} className={styles['icon']} size={14} strokeWidth={1.75} />
      <span className={styles['fileName']}>{name}</span>
      {http !== undefined && <span className={styles['methods']}>{http.methods.join(' ')}</span>}
      {http !== undefined && error === undefined && <HttpButtons name={name} http={http} root={root} />}
      {onFault !== undefined && error === undefined && isDurable(kind) && (
        <span className={styles['quiet']}>
          <IconButton
            label={i18n._('Let {name} fail', { name })}
            icon={Zap}
            size="small"
            onPress={() => onFault(name)}
          />
        </span>
      )}
      {kind === 'other' && error === undefined && <RunButton info={info} onFire={onFire} />}
    </li>
  )
}

/** Runs what no request starts: a timer at once, the others with what their trigger would have given them. */
function RunButton({ info, onFire }: Pick<FunctionRowProps, 'info' | 'onFire'>) {
  const [isAsking, setAsking] = useState(false)
  const isTimer = info.trigger.toLowerCase() === 'timertrigger'
  return (
    <>
      <IconButton
        label={i18n._('Run {name} now', { name: info.name })}
        icon={Play}
        size="small"
        onPress={() => (isTimer ? onFire(info.name, null) : setAsking(true))}
      />
      {isAsking && (
        <Suspense fallback={null}>
          <RunDialog info={info} onRun={(payload) => onFire(info.name, payload)} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

interface HttpButtonsProps {
  readonly name: string
  readonly http: NonNullable<FunctionInfo['http']>
  readonly root: string
}

/** Takes its address away, with the key that its level asks for. */
function HttpButtons({ name, http: { route, key }, root }: HttpButtonsProps) {
  const code = key === undefined ? '' : `?code=${key}`
  return (
    <span className={styles['copies']}>
      {key !== undefined && (
        <CopyButton label={i18n._('Copy the key of {name}', { name })} icon={KeyRound} text={() => key} />
      )}
      <CopyButton
        label={i18n._('Copy the URL of {name}', { name })}
        icon={Link2}
        text={() => `${root}/${route}${code}`}
      />
    </span>
  )
}

function isDurable(kind: FunctionInfo['kind']): boolean {
  return kind === 'orchestrator' || kind === 'activity' || kind === 'entity'
}

function kindInWords(kind: FunctionInfo['kind']): string {
  switch (kind) {
    case 'orchestrator':
      return i18n._('Orchestrator')
    case 'activity':
      return i18n._('Activity')
    case 'entity':
      return i18n._('Entity')
    case 'http':
      return i18n._('HTTP function')
    case 'other':
      return i18n._('Function')
  }
}
