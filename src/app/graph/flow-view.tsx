import {
  BaseEdge,
  Controls,
  type Edge,
  type EdgeProps,
  EdgeLabelRenderer,
  getSmoothStepPath,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { createContext, useContext, useEffect, useRef } from 'react'
import { i18n } from '../i18n/i18n.ts'
import { ExportButton } from '../pictures/export-button.tsx'
import { type Arrow, type Box, BOX_HEIGHT, BOX_WIDTH } from './boxes.ts'
import styles from './flow-view.module.css'

interface FlowViewProps {
  readonly label: string
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  /** What is in sight at first when it is too much to read as a whole. */
  readonly begin: 'at the start' | 'at the end'
  readonly selectedId: string | undefined
  readonly onSelect: (id: string) => void
}

interface Chosen {
  readonly selectedId: string | undefined
  readonly onSelect: (id: string) => void
}

const ChosenBox = createContext<Chosen>({ selectedId: undefined, onSelect: () => {} })

type BoxNode = Node<{ readonly box: Box }, 'box'>

const nodeTypes = { box: BoxView }
const edgeTypes = { arrow: ArrowView }
/** More are drawn only where they are in sight. */
const MANY = 150

/** A graph to look at: it pans and zooms, its boxes are buttons, and nothing in it can be moved. */
export function FlowView({ label, boxes, arrows, begin, selectedId, onSelect }: FlowViewProps) {
  const nodes = boxes.map((box): BoxNode => ({
    id: box.id,
    type: 'box',
    position: { x: box.x, y: box.y },
    width: BOX_WIDTH,
    height: BOX_HEIGHT,
    data: { box },
  }))
  return (
    <ChosenBox value={{ selectedId, onSelect }}>
      <ReactFlowProvider>
        <div className={styles['view']} role="group" aria-label={label}>
          <ReactFlow
            nodes={nodes}
            edges={arrows.map(edgeOf)}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            onlyRenderVisibleElements={boxes.length > MANY}
            minZoom={0.05}
            fitView
            fitViewOptions={{ ...readable, nodes: [...atFirst(boxes, begin, selectedId)] }}
            proOptions={{ hideAttribution: true }}
            // The library's own words for keys that do nothing here.
            disableKeyboardA11y
          >
            <Follow id={selectedId} />
            <Panel position="top-right" className={styles['export'] ?? ''}>
              <ExportButton
                name={label}
                drawingOf={async (theme) => (await import('./graph-sheet.ts')).graphSheet(boxes, arrows, theme)}
              />
            </Panel>
            <Controls showInteractive={false} aria-label={i18n._('Zoom')} fitViewOptions={readable} />
          </ReactFlow>
        </div>
      </ReactFlowProvider>
    </ChosenBox>
  )
}

const readable = { maxZoom: 1, padding: 0.15 }
/** More columns than fit into the window in letters of a size to be read are not shown at once. */
const COLUMN_PX = 190

function atFirst(boxes: readonly Box[], begin: FlowViewProps['begin'], selectedId: string | undefined): readonly Box[] {
  const columns = [...new Set(boxes.map(({ x }) => x))].toSorted((a, b) => a - b)
  const readable = Math.max(2, Math.floor(window.innerWidth / COLUMN_PX))
  const last = Math.max(0, columns.length - readable)
  if (last === 0) return boxes
  const selected = columns.indexOf(boxes.find(({ id }) => id === selectedId)?.x ?? NaN)
  const wanted = selected < 0 ? (begin === 'at the end' ? last : 0) : selected - Math.floor(readable / 2)
  const first = Math.min(last, Math.max(0, wanted))
  const shown = new Set(columns.slice(first, first + readable))
  return boxes.filter(({ x }) => shown.has(x))
}

/** Brings the box into view that was chosen somewhere else. */
function Follow({ id }: { readonly id: string | undefined }) {
  const { getNode, getZoom, setCenter, flowToScreenPosition } = useReactFlow()
  const view = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const node = id === undefined ? undefined : getNode(id)
    const room = view.current?.closest('.react-flow')?.getBoundingClientRect()
    if (node === undefined || room === undefined) return
    const middle = { x: node.position.x + BOX_WIDTH / 2, y: node.position.y + BOX_HEIGHT / 2 }
    const { x, y } = flowToScreenPosition(middle)
    const isInSight = x > room.left && x < room.right && y > room.top && y < room.bottom
    if (!isInSight) void setCenter(middle.x, middle.y, { zoom: getZoom() })
  }, [id, getNode, getZoom, setCenter, flowToScreenPosition])
  return <span ref={view} hidden />
}

function edgeOf({ id, from, to, label, isCritical, isBack }: Arrow): Edge {
  return {
    id,
    source: from,
    target: to,
    type: 'arrow',
    ...(label !== '' && { label }),
    data: { isBack, isCritical },
    markerEnd: {
      type: MarkerType.ArrowClosed,
      width: 14,
      height: 14,
      markerUnits: 'userSpaceOnUse',
      color: 'var(--ink-2)',
    },
    className: (isCritical ? styles['critical'] : styles['edge']) ?? '',
  }
}

function ArrowView(props: EdgeProps) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, label, markerEnd, data } = props
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 8,
    offset: data?.['isBack'] === true ? 34 : 14,
  })
  return (
    <>
      <BaseEdge path={path} {...(markerEnd !== undefined && { markerEnd })} />
      {label !== undefined && (
        <EdgeLabelRenderer>
          <span
            className={styles['edgeLabel']}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

function BoxView({ data: { box } }: NodeProps<BoxNode>) {
  const { selectedId, onSelect } = useContext(ChosenBox)
  const isSelected = box.id === selectedId
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`${styles['box']} ${styles[box.shape]} nopan`}
        data-tone={box.tone}
        data-critical={box.isCritical}
        aria-pressed={isSelected}
        title={box.detail === '' ? box.title : `${box.title} — ${box.detail}`}
        style={{ inlineSize: BOX_WIDTH, blockSize: BOX_HEIGHT }}
        onClick={() => onSelect(box.id)}
      >
        <span className={styles['title']}>{box.title}</span>
        {box.detail !== '' && <span className={styles['detail']}>{box.detail}</span>}
        {box.attempts.length > 0 && (
          <span className={styles['attempts']} aria-hidden>
            {box.attempts.map((tone, index) => (
              <i key={index} data-tone={tone} />
            ))}
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
}
