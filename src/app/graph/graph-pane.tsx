import { useState } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { CodeLine, Episode } from '#durable/trace.ts'
import { Segmented } from '../controls/segmented.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CodeView } from './code-view.tsx'
import styles from './graph-pane.module.css'
import { RunView } from './run-view.tsx'

interface GraphPaneProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
  readonly files: readonly SourceFile[]
  readonly orchestrator: string | null
  readonly stand: CodeLine | undefined
  readonly onOpenLine: (file: string, line: number) => void
}

/** What happened as a graph, and what the code may do as another. */
export function GraphPane({ files, orchestrator, stand, onOpenLine, ...run }: GraphPaneProps) {
  const [wanted, setWanted] = useState<'run' | 'code' | null>(null)
  const shown = wanted ?? (run.history.length > 0 ? 'run' : 'code')
  return (
    <div className={styles['pane']}>
      <div className={styles['bar']}>
        <Segmented
          label={i18n._('Graph of')}
          value={shown}
          options={[
            { id: 'run', label: i18n._('Run'), title: i18n._('What happened') },
            { id: 'code', label: i18n._('Code'), title: i18n._('What the code may do') },
          ]}
          onChange={setWanted}
        />
      </div>
      {shown === 'run' ? <RunView {...run} /> : <CodeView {...{ files, orchestrator, stand, onOpenLine }} />}
    </div>
  )
}
