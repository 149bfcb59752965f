import { Activity, Box, Globe, type LucideIcon, Workflow, Zap } from 'lucide-react'
import type { FunctionInfo } from '#durable/function-info.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './explorer.module.css'

const icons: Record<FunctionInfo['kind'], LucideIcon> = {
  orchestrator: Workflow,
  activity: Activity,
  entity: Box,
  http: Globe,
  other: Zap,
}

const order: readonly FunctionInfo['kind'][] = ['http', 'orchestrator', 'activity', 'entity', 'other']

/** What the running build has registered: only running it tells. */
export function FunctionsSection({ functions }: { readonly functions: readonly FunctionInfo[] }) {
  const sorted = functions.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name),
  )
  return (
    <section className={styles['section']} aria-label={i18n._('Functions')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Functions')}</h2>
      </div>
      {sorted.length === 0 ? (
        <p className={styles['hint']}>{i18n._('Run finds them.')}</p>
      ) : (
        <ul className={styles['list']}>
          {sorted.map((info) => (
            <FunctionRow key={info.name} info={info} />
          ))}
        </ul>
      )}
    </section>
  )
}

function FunctionRow({ info }: { info: FunctionInfo }) {
  const Icon = icons[info.kind]
  return (
    <li className={styles['row']} title={info.http === undefined ? info.trigger : `/${info.http.route}`}>
      <Icon role="img" aria-label={kindInWords(info.kind)} className={styles['icon']} size={14} strokeWidth={1.75} />
      <span className={styles['fileName']}>{info.name}</span>
      {info.http !== undefined && <span className={styles['methods']}>{info.http.methods.join(' ')}</span>}
    </li>
  )
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
