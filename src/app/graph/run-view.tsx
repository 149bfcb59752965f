import { useDeferredValue, useMemo } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { i18n } from '../i18n/i18n.ts'
import { type Arrow, type Box, BOX_HEIGHT, BOX_WIDTH } from './boxes.ts'
import { FlowView } from './flow-view.tsx'
import styles from './graph-pane.module.css'
import { useModel } from '../timeline-panel/use-model.ts'
import { type RunGraph, runGraphOf, type RunNode } from './run-graph.ts'

interface RunViewProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
}

/** A run as steps from left to right: an episode a column, calls of one name stacked, the way that took longest thick. */
export function RunView({ history, episodes, selection, onSelect }: RunViewProps) {
  const snapshot = useDeferredValue(useModel(history, episodes))
  const graph = useMemo(
    () => runGraphOf(snapshot.model, history, episodes),
    // oxlint-disable-next-line react/exhaustive-deps -- the model grows with history and episodes: a new snapshot is a new graph
    [snapshot],
  )
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
    tone: isWaiting(node) ? 'waiting' : node.status,
    shape: node.kind === 'start' || node.kind === 'end' ? 'round' : node.count > 1 ? 'stack' : 'box',
    isCritical: node.isCritical,
    attempts: node.attempts,
  }))
}

function arrowOf({ from, to, isCritical }: RunGraph['edges'][number]): Arrow {
  return { id: `${from} ${to}`, from, to, label: '', isCritical, isBack: false }
}

function isWaiting({ kind, status }: RunNode): boolean {
  return status === 'running' && (kind === 'timer' || kind === 'externalEvent')
}

function nameOf({ kind, name }: RunNode): string {
  return kind === 'timer' ? i18n._('Timer') : name
}

function detailOf(node: RunNode): string {
  const { kind, failed, running, retried, count, attempts } = node
  if (kind === 'start') return i18n._('started')
  if (kind === 'end') return i18n._('the end')
  if (attempts.length > 0) return `${statusOf(node)}${attemptOf(node)}`
  const again = retried > 0 ? `, ${i18n._('{retried, number} tried again', { retried })}` : ''
  if (failed > 0) return `${i18n._('{failed, number} failed', { failed })}${again}`
  if (running > 0 && count > 1)
    return `${i18n._('{running, number} of {count, number} running', { running, count })}${again}`
  return `${statusOf(node)}${again}`
}

function statusOf(node: RunNode): string {
  const { kind, status } = node
  switch (status) {
    case 'failed':
      return i18n._('failed')
    case 'running':
      return isWaiting(node) ? i18n._('waiting') : i18n._('running')
    case 'cancelled':
      return i18n._('given up')
    default:
      return kind === 'externalEvent' ? i18n._('arrived') : i18n._('done')
  }
}

/** Which attempt a task that is tried again is at, or ended with. */
function attemptOf({ attempts, mostAttempts }: RunNode): string {
  const attempt = attempts.length
  return mostAttempts === undefined
    ? i18n._(', attempt {attempt, number}', { attempt })
    : i18n._(', attempt {attempt, number} of {most, number}', { attempt, most: mostAttempts })
}

function selectedIn(graph: RunGraph, selection: Selection | null): string | undefined {
  return selection?.event === undefined ? undefined : graph.nodeOfEvent.get(selection.event)
}
