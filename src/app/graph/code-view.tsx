import { useDeferredValue, useMemo, useState } from 'react'
import { codeGraphsOf } from '#compile/code-graph.ts'
import type { SourceFile } from '#durable/build.ts'
import type { CodeLine } from '#durable/trace.ts'
import { Select } from '../controls/select.tsx'
import { i18n } from '../i18n/i18n.ts'
import { type Flow, type FlowNode, flowOf } from './code-flow.ts'
import { type Arrow, type Box, BOX_HEIGHT, BOX_WIDTH } from './boxes.ts'
import { FlowView } from './flow-view.tsx'
import styles from './graph-pane.module.css'

interface CodeViewProps {
  readonly files: readonly SourceFile[]
  /** The orchestrator to show to who has chosen none. */
  readonly orchestrator: string | null
  /** Where the code stands at the moment that is looked at. */
  readonly stand: CodeLine | undefined
  readonly onOpenLine: (file: string, line: number) => void
}

/** What an orchestrator's code may do, read from the code: a click leads to the line. */
export function CodeView({ files, orchestrator, stand, onOpenLine }: CodeViewProps) {
  const shown = useDeferredValue(files)
  const graphs = useMemo(() => codeGraphsOf(shown), [shown])
  const [chosen, setChosen] = useState<string | null>(null)
  const graph = graphs.find((each) => each.orchestrator === (chosen ?? orchestrator)) ?? graphs[0]
  const flow = useMemo(() => graph && flowOf(graph), [graph])
  if (graph === undefined || flow === undefined)
    return <p className={styles['empty']}>{i18n._('No orchestrator was found in these files.')}</p>
  const standing = stand?.file === graph.file ? flow.nodes.find(({ line }) => line === stand.line)?.id : undefined
  return (
    <>
      <div className={styles['choice']}>
        <Select
          label={i18n._('Orchestrator')}
          value={graph.orchestrator}
          options={graphs.map(({ orchestrator: name }) => ({ value: name, label: name }))}
          onChange={setChosen}
        />
      </div>
      <FlowView
        key={graph.orchestrator}
        label={i18n._('Graph of the code of {name}', { name: graph.orchestrator })}
        boxes={flow.nodes.map((node) => boxOf(node, flow.repeated.has(node.id)))}
        arrows={flow.edges.map(arrowOf)}
        begin="at the start"
        selectedId={standing}
        onSelect={(id) => {
          const line = flow.nodes.find((node) => node.id === id)?.line
          if (line !== undefined) onOpenLine(graph.file, line)
        }}
      />
    </>
  )
}

const shapes: Readonly<Record<FlowNode['kind'], Box['shape']>> = {
  start: 'round',
  call: 'box',
  together: 'box',
  choice: 'question',
  loop: 'question',
  attempt: 'question',
  end: 'round',
}

function boxOf({ id, kind, title, detail, line, x, y }: FlowNode, isRepeated: boolean): Box {
  return {
    id,
    // Steps from left to right, arms below each other: the pane is wide and low.
    x: y * (BOX_WIDTH + 56),
    y: x * (BOX_HEIGHT + 36),
    title,
    detail:
      detail === ''
        ? i18n._('line {line, number}', { line })
        : i18n._('{detail}, line {line, number}', { detail, line }),
    tone: 'plain',
    shape: isRepeated ? 'stack' : shapes[kind],
    isCritical: false,
    attempts: [],
  }
}

function arrowOf({ from, to, label, isBack }: Flow['edges'][number], index: number): Arrow {
  return { id: `${index}`, from, to, label: wordsFor(label), isCritical: false, isBack }
}

/** `yes` and `no` are ours; a case is the person's own code. */
function wordsFor(label: string): string {
  if (label === 'yes') return i18n._('yes')
  return label === 'no' ? i18n._('no') : label
}
