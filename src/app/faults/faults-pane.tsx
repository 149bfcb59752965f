import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { type Fault, type FaultKind, type FaultWhen, MOST_FAULTS } from '#durable/fault.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { strikesOf } from '#storage/queries.ts'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { Select } from '../controls/select.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { i18n } from '../i18n/i18n.ts'
import { faultInWords, kindInWords, scopeInWords } from './fault-words.ts'
import styles from './faults-pane.module.css'
import { effectOf, kindsFor, newFault, newSeed } from './new-fault.ts'
import type { FaultList } from './use-faults.ts'

interface FaultsPaneProps {
  readonly faults: FaultList
  readonly hub: HubDb | null
  readonly functions: readonly FunctionInfo[]
  /** Says so when what was asked fails. */
  readonly tell: (asked: Promise<unknown>) => void
}

/** What goes wrong on purpose, how often it did, and more of it. */
export function FaultsPane({ faults, hub, functions, tell }: FaultsPaneProps) {
  const { list, isFixed, change } = faults
  const strikes = useHubQuery(
    hub,
    (db) =>
      strikesOf(
        db,
        list.map(({ id }) => id),
      ),
    [list],
  )
  const replace = (id: string, next: Fault | null) =>
    tell(change(list.flatMap((each) => (each.id === id ? (next ?? []) : each))))
  return (
    <div className={styles['pane']}>
      <p className={styles['about']}>
        {i18n._('What goes wrong on purpose. Each time it does is marked in the timeline and told in the console.')}
      </p>
      {list.length > 0 && (
        <ul className={styles['list']} aria-label={i18n._('Faults')}>
          {list.map((fault) => (
            <FaultRow
              key={fault.id}
              fault={fault}
              kind={functions.find(({ name }) => isSame(name, fault.functionName))?.kind}
              isKnown={functions.length === 0 || functions.some(({ name }) => isSame(name, fault.functionName))}
              strikes={strikes?.get(fault.id) ?? 0}
              isFixed={isFixed}
              onChange={(next) => replace(fault.id, next)}
            />
          ))}
        </ul>
      )}
      {isFixed || functions.length === 0 ? (
        <p className={styles['about']}>
          {isFixed
            ? i18n._('Run makes this yours; then its faults can be changed.')
            : i18n._('Faults can be added once Run has found the functions.')}
        </p>
      ) : (
        <NewFault
          functions={functions}
          isFull={list.length >= MOST_FAULTS}
          onAdd={(fault) => tell(change([...list, fault]))}
        />
      )}
    </div>
  )
}

interface FaultRowProps {
  readonly fault: Fault
  readonly kind: FunctionInfo['kind'] | undefined
  readonly isKnown: boolean
  readonly strikes: number
  readonly isFixed: boolean
  readonly onChange: (next: Fault | null) => void
}

function FaultRow({ fault, kind, isKnown, strikes, isFixed, onChange }: FaultRowProps) {
  const { functionName, does, when, isOn } = fault
  const scope = scopeInWords(fault)
  return (
    <li className={styles['row']} data-off={!isOn || undefined}>
      <fieldset className={styles['fields']} disabled={isFixed} aria-label={faultInWords(fault)}>
        <label className={styles['name']}>
          <input
            type="checkbox"
            checked={isOn}
            aria-label={i18n._('{name} is switched on', { name: functionName })}
            onChange={(event) => onChange({ ...fault, isOn: event.target.checked })}
          />
          <span>{functionName}</span>
        </label>
        {scope !== '' && <span className={styles['scope']}>{scope}</span>}
        <Select
          label={i18n._('What happens')}
          hideLabel
          value={does.kind}
          options={[...new Set([...kindsFor(kind), does.kind])].map((value) => ({ value, label: kindInWords(value) }))}
          onChange={(next) => onChange({ ...fault, does: effectOf(next) })}
        />
        {does.kind === 'delay' && (
          <NumberField
            label={i18n._('seconds')}
            value={does.ms / 1000}
            least={0}
            most={31_536_000}
            onChange={(seconds) => onChange({ ...fault, does: { kind: 'delay', ms: Math.round(seconds * 1000) } })}
          />
        )}
        <WhenFields when={when} onChange={(next) => onChange({ ...fault, when: next })} />
      </fieldset>
      <span className={styles['strikes']} data-unused={strikes === 0 || undefined}>
        {isKnown ? strikesInWords(strikes) : i18n._('no such function')}
      </span>
      <IconButton
        label={i18n._('Remove the fault of {name}', { name: functionName })}
        icon={Trash2}
        size="small"
        isDisabled={isFixed}
        onPress={() => onChange(null)}
      />
    </li>
  )
}

function strikesInWords(count: number): string {
  if (count === 0) return i18n._('unused: it never struck')
  return i18n._('{count, plural, one {struck once} other {struck # times}}', { count })
}

function WhenFields({ when, onChange }: { readonly when: FaultWhen; readonly onChange: (when: FaultWhen) => void }) {
  return (
    <>
      <Select
        label={i18n._('When')}
        hideLabel
        value={when.kind}
        options={[
          { value: 'always', label: i18n._('every time') },
          { value: 'first', label: i18n._('the first') },
          { value: 'chance', label: i18n._('by chance') },
        ]}
        onChange={(kind) => onChange(whenOf(kind))}
      />
      {when.kind === 'first' && (
        <NumberField
          label={i18n._('times')}
          value={when.count}
          least={1}
          most={10_000}
          onChange={(count) => onChange({ kind: 'first', count: Math.round(count) })}
        />
      )}
      {when.kind === 'chance' && (
        <>
          <NumberField
            label={i18n._('% of the calls')}
            value={Math.round(when.probability * 100)}
            least={0}
            most={100}
            onChange={(percent) => onChange({ ...when, probability: percent / 100 })}
          />
          <NumberField
            label={i18n._('seed')}
            value={when.seed}
            least={0}
            most={2 ** 31}
            onChange={(seed) => onChange({ ...when, seed: Math.round(seed) })}
          />
        </>
      )}
    </>
  )
}

function whenOf(kind: FaultWhen['kind']): FaultWhen {
  if (kind === 'first') return { kind, count: 2 }
  return kind === 'chance' ? { kind, probability: 0.5, seed: newSeed() } : { kind }
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}

/** What is no number of the range is put right when the field is left. */
function NumberField({ label, value, least, most, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className={styles['number']}>
      <input
        type="number"
        min={least}
        max={most}
        value={typed ?? String(value)}
        onChange={(event) => {
          const number = event.target.valueAsNumber
          const isGood = number >= least && number <= most
          setTyped(event.target.value)
          if (isGood) onChange(number)
        }}
        onBlur={() => setTyped(null)}
      />
      {label}
    </label>
  )
}

interface NewFaultProps {
  readonly functions: readonly FunctionInfo[]
  readonly isFull: boolean
  readonly onAdd: (fault: Fault) => void
}

function NewFault({ functions, isFull, onAdd }: NewFaultProps) {
  const sorted = functions.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const [chosen, setChosen] = useState('')
  const info = sorted.find(({ name }) => name === chosen) ?? sorted[0]
  const [kind, setKind] = useState<FaultKind>('fail')
  if (info === undefined) return null
  const kinds = kindsFor(info.kind)
  const does = effectOf(kinds.includes(kind) ? kind : 'fail')
  return (
    <div className={styles['new']} role="group" aria-label={i18n._('A new fault')}>
      <Select
        label={i18n._('Function')}
        hideLabel
        value={info.name}
        options={sorted.map(({ name }) => ({ value: name, label: name }))}
        onChange={setChosen}
      />
      <Select
        label={i18n._('What happens')}
        hideLabel
        value={does.kind}
        options={kinds.map((value) => ({ value, label: kindInWords(value) }))}
        onChange={setKind}
      />
      <Button
        size="small"
        isDisabled={isFull}
        onPress={() => onAdd(newFault({ functionName: info.name, does, when: { kind: 'first', count: 1 } }))}
      >
        <Plus aria-hidden size={13} />
        {i18n._('Add fault')}
      </Button>
    </div>
  )
}

const order: readonly FunctionInfo['kind'][] = ['activity', 'orchestrator', 'entity', 'http', 'other']

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
