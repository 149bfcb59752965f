import { useState } from 'react'
import {
  Boxes,
  CircleDashed,
  Clock,
  Globe,
  Lock,
  type LucideIcon,
  Radio,
  Split,
  Square,
  Workflow,
  Zap,
} from 'lucide-react'
import type { EpochMs } from '#base/units.ts'
import type { CodeLine } from '#durable/trace.ts'
import type { WaitingFor } from '#explain/waiting.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { moreOf, nameOf } from './waiting-words.ts'
import styles from './waiting.module.css'

/** What the rows of the tree need; `null` for what cannot be done now. */
export interface WaitingActions {
  readonly now: EpochMs
  /** Who holds the lock of an entity. */
  readonly holders: ReadonlyMap<string, string>
  readonly self: string
  readonly onRaise: ((event: string) => void) | null
  readonly onSkip: ((at: EpochMs) => void) | null
  readonly onSelect: (instanceId: string) => void
  readonly onOpenLine: (file: string, line: number) => void
}

const icons: Record<WaitingFor['kind'], LucideIcon> = {
  all: Split,
  any: Split,
  activity: Zap,
  http: Globe,
  child: Workflow,
  timer: Clock,
  entity: Boxes,
  lock: Lock,
  event: Radio,
  unscheduled: CircleDashed,
}

/** So many of a fan-out are shown before somebody asks for all. */
const SHOWN = 8

/** Lists within lists: a screen reader tells their depth, and each button is reached with Tab. */
export function WaitingTree({ nodes, ...actions }: WaitingActions & { readonly nodes: readonly WaitingFor[] }) {
  const [isAll, setAll] = useState(false)
  const shown = isAll ? nodes : nodes.slice(0, SHOWN)
  return (
    <ul className={styles['tree']}>
      {shown.map((node, index) => (
        <li key={keyOf(node, index)}>
          <Row node={node} {...actions} />
          {'parts' in node && node.parts.length > 0 && <WaitingTree nodes={node.parts} {...actions} />}
          {'more' in node && node.more > 0 && (
            <p className={styles['more']}>{i18n._('and {more, number} more', { more: node.more })}</p>
          )}
        </li>
      ))}
      {shown.length < nodes.length && (
        <li>
          <Button variant="ghost" size="small" onPress={() => setAll(true)}>
            {i18n._('Show {more, number} more', { more: nodes.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  )
}

function keyOf(node: WaitingFor, index: number): string {
  return 'id' in node ? `#${node.id}` : node.kind === 'event' ? `event ${node.name} ${index}` : `${node.kind} ${index}`
}

function Row({ node, ...actions }: WaitingActions & { readonly node: WaitingFor }) {
  const { kind, about } = nameOf(node)
  const Icon = icons[node.kind] ?? Square
  const more = moreOf(node, actions.now)
  return (
    <div className={styles['row']}>
      <Icon aria-hidden size={14} strokeWidth={1.75} />
      <span className={styles['text']}>
        <span className={styles['kind']}>{kind}</span> <code title={about}>{about}</code>
        {more !== '' && <span className={styles['more']}> {more}</span>}
        {node.kind === 'lock' && <Holders ids={node.entityIds} {...actions} />}
      </span>
      <span className={styles['actions']}>
        <Doing node={node} {...actions} />
        {node.at !== undefined && <Place at={node.at} onOpenLine={actions.onOpenLine} />}
      </span>
    </div>
  )
}

function Doing({ node, onRaise, onSkip, onSelect }: WaitingActions & { readonly node: WaitingFor }) {
  if (node.kind === 'event' && onRaise !== null)
    return (
      <Button size="small" aria-label={i18n._('Raise {name}', { name: node.name })} onPress={() => onRaise(node.name)}>
        {i18n._('Raise…')}
      </Button>
    )
  if (node.kind === 'timer' && onSkip !== null)
    return (
      <Button size="small" onPress={() => onSkip(node.until ?? node.fireAt)}>
        {i18n._('Skip to it')}
      </Button>
    )
  if (node.kind === 'child')
    return (
      <Button
        size="small"
        aria-label={i18n._('Open {instanceId}', { instanceId: node.instanceId })}
        onPress={() => onSelect(node.instanceId)}
      >
        {i18n._('Open')}
      </Button>
    )
  return null
}

function Holders({ ids, holders, self, onSelect }: WaitingActions & { readonly ids: readonly string[] }) {
  const held = ids.flatMap((id) => {
    const by = holders.get(id)
    return by === undefined || by === self ? [] : [{ id, by }]
  })
  return held.map(({ id, by }) => (
    <span key={id} className={styles['holder']}>
      {i18n._('{id} is held by', { id })}{' '}
      <Button variant="ghost" size="small" onPress={() => onSelect(by)}>
        {by}
      </Button>
    </span>
  ))
}

function Place({ at, onOpenLine }: { readonly at: CodeLine } & Pick<WaitingActions, 'onOpenLine'>) {
  return (
    <Button variant="ghost" size="small" onPress={() => onOpenLine(at.file, at.line)}>
      {`${at.file.split('/').at(-1)}:${at.line}`}
    </Button>
  )
}
