import { CircleX, Hourglass, Lightbulb, type LucideIcon, TriangleAlert, Wrench } from 'lucide-react'
import { useId, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { Fix } from '#durable/fix.ts'
import type { Explanation } from '#explain/explanation.ts'
import { Button } from '../controls/button.tsx'
import { Chip } from '../controls/chip.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AlignedTable } from './aligned-table.tsx'
import { FailedTaskView } from './failed-task-view.tsx'
import styles from './why.module.css'

const icons: Readonly<Record<Explanation['kind'], LucideIcon>> = {
  parted: CircleX,
  'task failed': CircleX,
  'code failed': CircleX,
  hangs: Hourglass,
  passed: TriangleAlert,
  'at risk': TriangleAlert,
}

interface ExplanationViewProps {
  readonly explanation: Explanation
  /** Its line of code. */
  readonly quote?: string | undefined
  readonly onOpenLine: (file: string, line: number) => void
  readonly onFix: (fix: Fix) => void
}

/** One answer to "why": what happened, where, what to do, and the button that does it. */
export function ExplanationView({ explanation, quote, onOpenLine, onFix }: ExplanationViewProps) {
  const { kind, title, text, cure, at, isForEver, alignment, task } = explanation
  const titleId = useId()
  return (
    <article className={styles['explanation']} data-kind={kind} aria-labelledby={titleId}>
      <header className={styles['head']}>
        <KindIcon kind={kind} />
        <h4 id={titleId}>{title}</h4>
        {isForEver && <Chip status="waiting">{i18n._('On Azure this instance would stay Running for ever')}</Chip>}
      </header>
      <p className={styles['text']}>{text}</p>
      {(alignment !== undefined || task !== undefined) && (
        <div className={styles['evidence']}>
          {alignment !== undefined && <AlignedTable alignment={alignment} onOpenLine={onOpenLine} />}
          {task !== undefined && <FailedTaskView task={task} />}
        </div>
      )}
      {cure !== undefined && (
        <p className={styles['cure']}>
          <Lightbulb aria-hidden />
          <span>{cure}</span>
        </p>
      )}
      <footer className={styles['foot']}>
        {at !== undefined && (
          <Button size="small" onPress={() => onOpenLine(at.file, at.line)}>
            {`${at.file}:${at.line}`}
          </Button>
        )}
        {quote !== undefined && <code className={styles['quote']}>{quote}</code>}
        <Fixes {...{ explanation, onFix }} />
      </footer>
    </article>
  )
}

/** What kind of answer it is, for the eye; its title says so in words. */
export function KindIcon({ kind }: Pick<Explanation, 'kind'>) {
  const Icon = icons[kind]
  return <Icon aria-hidden />
}

/** The best fix as the one thing to do; others beside it, more quietly. */
function Fixes({ explanation: { fixes }, onFix }: Pick<ExplanationViewProps, 'explanation' | 'onFix'>) {
  const [failure, setFailure] = useState<string | null>(null)
  const apply = (fix: Fix) => {
    try {
      onFix(fix)
      setFailure(null)
    } catch (error) {
      setFailure(reasonOf(error))
    }
  }
  return (
    <>
      {fixes.map((fix, index) => (
        <Button key={fix.title} size="small" variant={index === 0 ? 'accent' : 'plain'} onPress={() => apply(fix)}>
          {index === 0 && <Wrench aria-hidden />}
          {index === 0 ? i18n._('Fix it: {title}', { title: lowered(fix.title) }) : fix.title}
        </Button>
      ))}
      {failure !== null && (
        <p role="alert" className={styles['failure']}>
          {failure}
        </p>
      )}
    </>
  )
}

function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}
