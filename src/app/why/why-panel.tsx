import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useMemo } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { Fix } from '#durable/fix.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import { explain } from '#explain/explain.ts'
import type { Explanation } from '#explain/explanation.ts'
import { useProblems } from '../checks/use-problems.ts'
import { Button } from '../controls/button.tsx'
import type { CodeOf } from '../hub/run-file.ts'
import { i18n } from '../i18n/i18n.ts'
import { ExplanationView, KindIcon } from './explanation-view.tsx'
import { quotedLine } from './quoted-line.ts'
import styles from './why.module.css'

export interface WhyProps {
  readonly instance: Instance
  /** Of the instance's present execution. */
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** As they are now. */
  readonly files: readonly SourceFile[]
}

interface WhyPanelProps extends WhyProps {
  readonly onOpenLine: (file: string, line: number) => void
  readonly codeOf: CodeOf
  /** Throws when the fix does not match the files any more. */
  readonly onFix: (fix: Fix) => void
  /** What is said of it before: then nothing more need not be said. */
  readonly before?: ReactNode
}

/** Why the instance failed, why it will not move, and what may yet part it from its history: each with its line and its cure. */
export function WhyPanel({ onOpenLine, onFix, codeOf, before, ...known }: WhyPanelProps) {
  const explanations = useExplanations(known)
  const build = known.episodes.at(-1)?.build
  const ran = useLiveQuery(() => (build === undefined ? undefined : codeOf(build)), [codeOf, build])
  const quoteOf = ({ at, kind }: Explanation) => {
    const files = kind === 'at risk' ? known.files : ran // a risk is of what is written now, all else of what ran
    return at && files && quotedLine(files, at)
  }
  return (
    <section className={styles['why']} aria-label={i18n._('Why')}>
      {before}
      {explanations.map((explanation, index) => (
        <ExplanationView
          key={`${explanation.kind} ${explanation.cause} ${index}`}
          explanation={explanation}
          quote={quoteOf(explanation)}
          onOpenLine={onOpenLine}
          onFix={onFix}
        />
      ))}
      {explanations.length === 0 && before === undefined && isFinal(known.instance.status) && (
        <p className={styles['nothing']}>
          {i18n._('{name} has done nothing that needs an explanation.', { name: known.instance.name })}
        </p>
      )}
    </section>
  )
}

/** The same in a line each, for where there is no room: the rest is a press away. Nothing when there is nothing to say. */
export function WhyBrief({ onOpen, ...known }: WhyProps & { readonly onOpen: () => void }) {
  const explanations = useExplanations(known)
  if (explanations.length === 0) return null
  return (
    <div className={styles['brief']} role="group" aria-label={i18n._('Why, in short')}>
      <ul>
        {explanations.map(({ kind, title }, index) => (
          <li key={index} data-kind={kind}>
            <KindIcon kind={kind} />
            {title}
          </li>
        ))}
      </ul>
      <Button size="small" onPress={onOpen}>
        {i18n._('Why?')}
      </Button>
    </div>
  )
}

function useExplanations({ instance, history, episodes, files }: WhyProps): readonly Explanation[] {
  const problems = useProblems(files)
  return useMemo(
    () => explain({ instance, history, episodes, files, problems }),
    [instance, history, episodes, files, problems],
  )
}
