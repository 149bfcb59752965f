import { useDeferredValue, useMemo, useState } from 'react'
import { settingsOf } from '#durable/app-settings.ts'
import type { SourceFile } from '#durable/build.ts'
import { hostOptionsOf } from '#durable/host-options.ts'
import type { Instance } from '#durable/instance.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { recentInstances } from '#storage/queries.ts'
import { Button } from '../controls/button.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { Select } from '../controls/select.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { useNarrow } from '../shell/use-narrow.ts'
import { BlobsView } from '../storage/blobs-view.tsx'
import { QueuesView } from '../storage/queues-view.tsx'
import { TablesView } from '../storage/tables-view.tsx'
import { TaskHubView } from '../storage/task-hub-view.tsx'
import type { ChangeStorage } from '../storage/use-change.ts'
import { EntitiesView } from './entities-view.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Histogram } from './histogram.tsx'
import styles from './hub-pane.module.css'
import { asTree, everything, flat, histogramOf, matching } from './instance-query.ts'
import { InstanceTable } from './instance-table.tsx'
import { OperationDialog } from './operation-dialog.tsx'
import { allows, type Details, nameOf, type Operation, outcomeOf, requestFor } from './operations.ts'
import { ReportLine } from './report-line.tsx'
import { type Send, useReport } from './use-operations.ts'
import { useHubQuery } from './use-hub-query.ts'

interface HubPaneProps {
  /** `null` while there is no task hub. */
  readonly hub: HubDb | null
  /** What to do so that there is an instance. */
  readonly next: string
  readonly selectedId: string | null
  readonly onSelect: (instanceId: string | null) => void
  /** The app's own address without a slash. */
  readonly root: string
  readonly send: Send
  /** Shows whether their histories fit the code as it is written now, and those of files. */
  readonly onCheck: () => void
}

interface HubPaneStorage {
  /** What there is to choose from, in this order. */
  readonly lists: readonly HubListName[]
  /** What host.json says decides how messages and the hub's tables are read. */
  readonly files: readonly SourceFile[]
  readonly onChange: ChangeStorage
}

/** The newest of the hub that are listed: more is for a query of the management API. */
const LISTED = 5000
const BUCKETS = 60

export type HubListName = 'instances' | 'entities' | 'task hub' | 'queues' | 'blobs' | 'tables'

/** All instances and entities of the hub, as the dashboard of a Durable Task Scheduler lists them; and the storage account. */
export function HubPane({ lists, hub, files, onChange, ...props }: HubPaneProps & HubPaneStorage) {
  const [shown, setShown] = useState<HubListName>(lists[0] ?? 'instances')
  if (hub === null)
    return (
      <EmptyState title={i18n._('There is no task hub yet.')}>
        {i18n._('Press Run: orchestrations, entities, queues and blobs are then listed here.')}
      </EmptyState>
    )
  return (
    <div className={styles['pane']}>
      <div className={styles['choice']}>
        <ListChoice lists={lists} shown={shown} onChange={setShown} />
      </div>
      {shown === 'instances' && <InstancesView hub={hub} {...props} />}
      {shown === 'entities' && <EntitiesView hub={hub} {...props} />}
      {shown === 'queues' && <QueuesView hub={hub} onChange={onChange} encoding={encodingOf(files)} />}
      {shown === 'blobs' && <BlobsView hub={hub} onChange={onChange} />}
      {shown === 'tables' && <TablesView hub={hub} onChange={onChange} />}
      {shown === 'task hub' && <TaskHubView hub={hub} hubName={settingsOf(files).hubName} />}
    </div>
  )
}

interface ListChoiceProps extends Pick<HubPaneStorage, 'lists'> {
  readonly shown: HubListName
  readonly onChange: (shown: HubListName) => void
}

/** Where there is no room for them beside each other, they are a list to choose from. */
function ListChoice({ lists, shown, onChange }: ListChoiceProps) {
  const label = i18n._('List of')
  const options = lists.map((id) => ({ id, value: id, label: listInWords(id) }))
  if (!useNarrow()) return <Segmented label={label} value={shown} options={options} onChange={onChange} />
  return <Select label={label} value={shown} options={options} onChange={onChange} />
}

function listInWords(list: HubListName): string {
  switch (list) {
    case 'instances':
      return i18n._('Instances')
    case 'entities':
      return i18n._('Entities')
    case 'task hub':
      return i18n._('Task hub')
    case 'queues':
      return i18n._('Queues')
    case 'blobs':
      return i18n._('Blobs')
    case 'tables':
      return i18n._('Tables')
  }
}

function encodingOf(files: readonly SourceFile[]) {
  return hostOptionsOf(files, settingsOf(files).env).queues.messageEncoding
}

function InstancesView({
  hub,
  next,
  selectedId,
  onSelect,
  root,
  send,
  onCheck,
}: HubPaneProps & { readonly hub: HubDb }) {
  const instances = useDeferredValue(useHubQuery(hub, (db) => recentInstances(db, LISTED), []))
  const [query, setQuery] = useState(everything)
  const [isTree, setTree] = useState(false)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const late = useDeferredValue(query)
  const names = useMemo(() => [...new Set(instances?.map(({ name }) => name))].toSorted(), [instances])
  const found = useMemo(() => matching(instances ?? [], late), [instances, late])
  const rows = useMemo(() => (isTree ? asTree(found) : flat(found)), [isTree, found])
  const buckets = useMemo(() => histogramOf(found, BUCKETS), [found])
  if (instances === undefined) return <Coming>{i18n._('Reading instances…')}</Coming>
  if (instances.length === 0) return <EmptyState title={i18n._('No orchestration yet.')}>{next}</EmptyState>
  const chosen = found.filter(({ instanceId }) => ticked.has(instanceId))
  return (
    <>
      <FilterBar query={query} names={names} onChange={setQuery} isTree={isTree} onTree={setTree} />
      <Histogram buckets={buckets} onChoose={(from, to) => setQuery({ ...query, from, to })} />
      <Bulk
        instances={chosen}
        total={instances.length}
        found={found.length}
        root={root}
        send={send}
        onDone={() => setTicked(new Set())}
        onPurged={(id) => id === selectedId && onSelect(null)}
        onCheck={onCheck}
      />
      {rows.length === 0 ? (
        <EmptyState title={i18n._('No instance passes the filter.')} />
      ) : (
        <InstanceTable rows={rows} selectedId={selectedId} onSelect={onSelect} ticked={ticked} onTick={setTicked} />
      )}
    </>
  )
}

interface BulkProps {
  readonly instances: readonly Instance[]
  readonly total: number
  readonly found: number
  readonly root: string
  readonly send: Send
  readonly onDone: () => void
  readonly onPurged: (instanceId: string) => void
  readonly onCheck: () => void
}

const bulk: readonly Operation[] = ['terminate', 'purge']

/** How many there are, and what is done to all that are ticked and allow it. */
function Bulk({ instances, total, found, root, send, onDone, onPurged, onCheck }: BulkProps) {
  const [asked, setAsked] = useState<Operation | null>(null)
  const { report, isBusy, doAll } = useReport()
  const allowing = (operation: Operation) => instances.filter(({ status }) => allows(status, operation))
  const confirm = async (operation: Operation, details: Details) => {
    setAsked(null)
    await doAll(
      allowing(operation).map(({ instanceId }) => async () => {
        const outcome = outcomeOf(await send(requestFor(root, instanceId, operation, details)))
        if (operation === 'purge' && outcome.isDone) onPurged(instanceId)
        return outcome
      }),
    )
    onDone()
  }
  return (
    <div className={styles['bulk']}>
      <span className={styles['count']}>
        {found === total
          ? i18n._('{total, plural, one {# instance} other {# instances}}', { total })
          : i18n._('{found, number} of {total, plural, one {# instance} other {# instances}}', { found, total })}
        {total === LISTED && i18n._(' (the newest)')}
      </span>
      {instances.length > 0 && <span>{i18n._('{count, number} ticked', { count: instances.length })}</span>}
      {instances.length > 0 &&
        bulk.map((operation) => (
          <Button
            key={operation}
            size="small"
            isDisabled={isBusy || allowing(operation).length === 0}
            onPress={() => setAsked(operation)}
          >
            {nameOf(operation)}
          </Button>
        ))}
      <Button size="small" onPress={onCheck}>
        {i18n._('Check histories…')}
      </Button>
      <ReportLine report={report} />
      {asked !== null && (
        <OperationDialog
          operation={asked}
          count={allowing(asked).length}
          onConfirm={(details) => void confirm(asked, details)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}
