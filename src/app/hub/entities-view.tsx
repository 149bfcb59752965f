import { useDeferredValue, useState } from 'react'
import { type Entity, entityNameOf } from '#durable/entity.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { entitiesAfter } from '#storage/queries.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import styles from './hub-pane.module.css'
import { entityRequest, outcomeOf } from './operations.ts'
import { ReportLine } from './report-line.tsx'
import { type Send, useReport } from './use-operations.ts'
import { useHubQuery } from './use-hub-query.ts'

interface EntitiesViewProps {
  readonly hub: HubDb
  readonly root: string
  readonly send: Send
}

const LISTED = 500
const all = {
  after: '',
  prefix: '@',
  matches: ({ exists, lockedBy }: Entity) => exists || lockedBy !== undefined,
  limit: LISTED,
}

/** The entities of the hub: who they are, what they hold, what waits for them; and a way to signal them. */
export function EntitiesView({ hub, root, send }: EntitiesViewProps) {
  const entities = useDeferredValue(useHubQuery(hub, (db) => entitiesAfter(db, all), []))
  const [chosenId, setChosenId] = useState<string | null>(null)
  if (entities === undefined) return <Coming>{i18n._('Reading entities…')}</Coming>
  const chosen = entities.find(({ id }) => id === chosenId) ?? entities[0]
  if (chosen === undefined)
    return (
      <EmptyState title={i18n._('No entity yet.')}>
        {i18n._('A client that signals one makes it, and an orchestrator that signals or calls it.')}
      </EmptyState>
    )
  return (
    <div className={styles['entities']}>
      <ul className={styles['entityList']} aria-label={i18n._('Entities')}>
        {entities.map((entity) => (
          <li key={entity.id}>
            <button
              type="button"
              className={styles['entityChoice']}
              aria-pressed={entity === chosen}
              onClick={() => setChosenId(entity.id)}
            >
              <span className={styles['mono']}>{entity.id}</span>
              {entity.lockedBy !== undefined && <small>{i18n._('locked')}</small>}
            </button>
          </li>
        ))}
      </ul>
      <EntityDetails key={chosen.id} entity={chosen} hub={hub} root={root} send={send} />
    </div>
  )
}

function EntityDetails({ entity, hub, root, send }: EntitiesViewProps & { readonly entity: Entity }) {
  const { id, state, lastOperationAt, lockedBy } = entity
  const waiting = useHubQuery(hub, (db) => db.inbox.where('instanceId').equals(id).limit(100).toArray(), [id]) ?? []
  const name = entityNameOf(id) ?? { name: id, key: '' }
  const [operation, setOperation] = useState('')
  const [input, setInput] = useState('')
  const { report, isBusy, doAll } = useReport()
  const signal = (op: string | null) =>
    void doAll([async () => outcomeOf(await send(entityRequest(root, name, op, input)))])
  return (
    <section className={styles['entity']} aria-label={i18n._('The selected entity')}>
      <h3>
        {name.name} <span className={styles['mono']}>{name.key}</span>
      </h3>
      <dl>
        <dt>{i18n._('State')}</dt>
        <dd>{state === null ? 'null' : <PayloadView text={state} label={i18n._('State')} />}</dd>
        <dt>{i18n._('Last operation')}</dt>
        <dd className={styles['mono']}>{isoTime(lastOperationAt)}</dd>
        {lockedBy !== undefined && (
          <>
            <dt>{i18n._('Locked by')}</dt>
            <dd className={styles['mono']}>{lockedBy}</dd>
          </>
        )}
        <dt>{i18n._('Waiting operations')}</dt>
        <dd>
          {waiting.length === 0 ? (
            i18n._('none')
          ) : (
            <ol className={styles['waiting']}>
              {waiting.map(({ id: key, event }) => (
                <li key={key} className={styles['mono']}>
                  {'input' in event && event.input !== null ? event.input.slice(0, 300) : event.type}
                </li>
              ))}
            </ol>
          )}
        </dd>
      </dl>
      <form
        className={styles['signal']}
        onSubmit={(event) => {
          event.preventDefault()
          if (operation !== '') signal(operation)
        }}
      >
        <TextField label={i18n._('Operation')} value={operation} onChange={setOperation} mono />
        <TextField label={i18n._('Input (JSON)')} value={input} onChange={setInput} mono />
        <Button type="submit" size="small" isDisabled={isBusy || operation === ''}>
          {i18n._('Signal')}
        </Button>
        <Button size="small" variant="danger" isDisabled={isBusy} onPress={() => signal(null)}>
          {i18n._('Delete entity')}
        </Button>
        <ReportLine report={report} />
      </form>
    </section>
  )
}
