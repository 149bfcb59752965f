import { useDeferredValue, useMemo } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { i18n } from '../i18n/i18n.ts'
import { type Arrow, type Box, BOX_HEIGHT, BOX_WIDTH } from './boxes.ts'
import { FlowView } from './flow-view.tsx'
import styles from './graph-pane.module.css'
import { type RunGraph, runGraphOf, type RunNode } from './run-graph.ts'

interface RunViewProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
}

/** A run as steps from left to right: an episode a column, calls of one name stacked, the way that took longest thick. */
export function RunView({ history, episodes, selection, onSelect }: RunViewProps) {
  const shown = useDeferredValue(history)
  const graph = useMemo(() => runGraphOf(shown, episodes), [shown, episodes])
  const boxes = useMemo(() => boxesOf(graph), [graph])
  const arrows = useMemo(() => graph.edges.map(arrowOf), [graph])
  const [episode] = episodes
  if (graph.nodes.length === 0 || episode === undefined)
    return <p className={styles['empty']}>{i18n._('Nothing has happened yet.')}</p>
  const { instanceId, executionId } = episode
  const select = (id: string) => {
    const node = graph.nodes.find((each) => each.id === id)
    if (node !== undefined) onSelect({ instanceId, executionId, event: node.first })
  }
  return (
    <>
      {graph.hidden > 0 && (
        <p className={styles['note']} role="note">
          {i18n._('{count, plural, one {The first step is} other {The first # steps are}} not drawn.', {
            count: graph.hidden,
          })}
        </p>
      )}
      <FlowView
        key={executionId}
        label={i18n._('Graph of the run')}
        boxes={boxes}
        arrows={arrows}
        begin="at the end"
        selectedId={selectedIn(graph, selection)}
        onSelect={select}
      />
    </>
  )
}

function boxesOf({ nodes }: RunGraph): Box[] {
  const heights = new Map<number, number>()
  for (const { column, row } of nodes) heights.set(column, Math.max(heights.get(column) ?? 0, row + 1))
  return nodes.map((node) => ({
    id: node.id,
    x: node.column * (BOX_WIDTH + 64),
    y: (node.row - ((heights.get(node.column) ?? 1) - 1) / 2) * (BOX_HEIGHT + 20),
    title: node.count > 1 ? `${nameOf(node)} × ${i18n.number(node.count)}` : nameOf(node),
    detail: detailOf(node),
    tone: node.kind === 'timer' && node.status === 'running' ? 'waiting' : node.status,
    shape: node.kind === 'start' || node.kind === 'end' ? 'round' : node.count > 1 ? 'stack' : 'box',
    isCritical: node.isCritical,
  }))
}

function arrowOf({ from, to, isCritical }: RunGraph['edges'][number]): Arrow {
  return { id: `${from} ${to}`, from, to, label: '', isCritical, isBack: false }
}

function nameOf({ kind, name }: RunNode): string {
  return kind === 'timer' ? i18n._('Timer') : name
}

function detailOf({ kind, failed, running, count, status }: RunNode): string {
  if (kind === 'start') return i18n._('started')
  if (kind === 'end') return i18n._('the end')
  if (failed > 0) return i18n._('{failed, number} failed', { failed })
  if (running > 0 && count > 1) return i18n._('{running, number} of {count, number} running', { running, count })
  switch (status) {
    case 'running':
      return kind === 'timer' ? i18n._('waiting') : i18n._('running')
    case 'cancelled':
      return i18n._('given up')
    default:
      return kind === 'externalEvent' ? i18n._('arrived') : i18n._('done')
  }
}

function selectedIn(graph: RunGraph, selection: Selection | null): string | undefined {
  return selection?.event === undefined ? undefined : graph.nodeOfEvent.get(selection.event)
}
