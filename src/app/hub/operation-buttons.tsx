import { useState } from 'react'
import type { Instance } from '#durable/instance.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { OperationDialog } from './operation-dialog.tsx'
import { allows, type Details, nameOf, type Operation, operations, outcomeOf, requestFor } from './operations.ts'
import styles from './operations.module.css'
import { ReportLine } from './report-line.tsx'
import { type Send, useReport } from './use-operations.ts'

interface OperationButtonsProps {
  readonly instance: Instance
  readonly root: string
  readonly send: Send
  readonly onPurged: () => void
  /** Saves the run as a file. */
  readonly onSave: () => void
  /** Repeats the run with a crash at every event. */
  readonly onTrial: () => void
  /** Shows whether its history fits the code as it is written now. */
  readonly onCheck: () => void
}

/** All that the management API can do to this instance, each after a question, through the same door as any client. */
export function OperationButtons(props: OperationButtonsProps) {
  const { instance, root, send, onPurged, onSave, onTrial, onCheck } = props
  const [asked, setAsked] = useState<Operation | null>(null)
  const { report, isBusy, doAll } = useReport()
  const { instanceId, status } = instance
  const confirm = (operation: Operation, details: Details) => {
    setAsked(null)
    void doAll([
      async () => {
        const outcome = outcomeOf(await send(requestFor(root, instanceId, operation, details)))
        if (operation === 'purge' && outcome.isDone) onPurged()
        return outcome
      },
    ])
  }
  return (
    <div className={styles['operations']} role="group" aria-label={i18n._('What can be done to this instance')}>
      {operations
        .filter((operation) => allows(status, operation))
        .map((operation) => (
          <Button key={operation} size="small" isDisabled={isBusy} onPress={() => setAsked(operation)}>
            {nameOf(operation)}
          </Button>
        ))}
      <Button size="small" onPress={onSave}>
        {i18n._('Save run')}
      </Button>
      <Button size="small" onPress={onTrial}>
        {i18n._('Crash at every event')}
      </Button>
      <Button size="small" onPress={onCheck}>
        {i18n._('Edit & replay…')}
      </Button>
      <ReportLine report={report} />
      {asked !== null && (
        <OperationDialog
          operation={asked}
          count={1}
          onConfirm={(details) => confirm(asked, details)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}
