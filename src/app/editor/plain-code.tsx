import type { CSSProperties, Ref } from 'react'
import { codeMetrics } from './code-metrics.ts'
import { shownText, type LineMark } from './line-mark.ts'
import styles from './plain-code.module.css'

interface PlainCodeProps {
  readonly text: string
  readonly marks: readonly LineMark[]
  readonly label: string
  /** The element that scrolls. */
  readonly ref: Ref<HTMLDivElement>
}

const { fontSize, lineHeight, paddingBlock, countWidth, lineNumberChars, gutterWidth } = codeMetrics

/** The file as text, in the very place where Monaco will put it. */
export function PlainCode({ text, marks, label, ref }: PlainCodeProps) {
  const lines = text.split(/\r\n|\r|\n/)
  const numbers = lines.map((_, index) => index + 1).join('\n')
  const digits = Math.max(lineNumberChars, String(lines.length).length)
  const metrics = {
    '--code-size': `${fontSize}px`,
    '--code-line': `${lineHeight}px`,
    '--code-padding': `${paddingBlock}px`,
    '--code-count': `${countWidth}px`,
    '--code-numbers': `round(${digits}ch, 1px)`,
    '--code-gutter': `${gutterWidth}px`,
  } as CSSProperties

  return (
    <div ref={ref} className={styles['scroller']} style={metrics}>
      {marks.map((mark, index) => (
        <div key={index} aria-hidden className={styles[mark.kind]} style={topOf(mark)}>
          {mark.count !== undefined && <span className={styles['count']}>{mark.count}×</span>}
          {shownText(mark) !== undefined && (
            <span className={styles['said']} style={{ insetInlineStart: `${lines[mark.line - 1]?.length ?? 0}ch` }}>
              {shownText(mark)}
            </span>
          )}
        </div>
      ))}
      <pre aria-hidden className={styles['numbers']}>
        {numbers}
      </pre>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles['text']} role="region" aria-label={label} tabIndex={0} translate="no">
        {text}
      </pre>
    </div>
  )
}

function topOf({ line }: LineMark): CSSProperties {
  return { insetBlockStart: `${paddingBlock + (line - 1) * lineHeight}px` }
}
