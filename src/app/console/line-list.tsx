import { ArrowDownToLine } from 'lucide-react'
import { memo, useLayoutEffect, useRef, useState } from 'react'
import type { ConsoleLine } from '#storage/queries.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import { startOf } from './console-lines.ts'
import { linkParts } from './link-parts.ts'
import styles from './console-pane.module.css'

interface LineListProps {
  readonly lines: readonly ConsoleLine[]
  /** Addresses under it are links. */
  readonly root: string
}

/** Stays at the last line until somebody scrolls up to read. */
export function LineList({ lines, root }: LineListProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [follows, setFollows] = useState(true)

  useLayoutEffect(() => {
    const element = ref.current
    if (element !== null && follows) element.scrollTop = element.scrollHeight
  }, [lines, follows])

  return (
    <div className={styles['frame']}>
      {/* Not announced line by line: a function may write a thousand a second. */}
      <div
        ref={ref}
        className={styles['lines']}
        role="log"
        aria-live="off"
        aria-label={i18n._('Console')}
        tabIndex={0}
        onScroll={(event) => setFollows(isAtEnd(event.currentTarget))}
      >
        {lines.map((line, index) => (
          <Line key={line.id ?? `at ${index}`} line={line} root={root} />
        ))}
      </div>
      {!follows && (
        <div className={styles['latest']}>
          <Button size="small" onPress={() => setFollows(true)}>
            <ArrowDownToLine aria-hidden />
            {i18n._('Latest')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A row of the log never changes, so a line is drawn once. */
const Line = memo(
  function Line({ line, root }: { readonly line: ConsoleLine; readonly root: string }) {
    const [isOpen, setIsOpen] = useState(false)
    const start = startOf(line.text)
    return (
      <div className={styles['line']} data-level={line.level} data-replaying={line.isReplaying === true}>
        <time>{`[${isoTime(line.at)}] `}</time>
        {line.level !== 'information' && <b className={styles['level']}>{line.level}</b>}
        {linkParts(isOpen ? line.text : (start ?? line.text), root).map(({ text, href }, index) =>
          href === undefined ? (
            text
          ) : (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          ),
        )}
        {start !== undefined && (
          <button type="button" className={styles['expand']} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? i18n._('Show less') : i18n._('Show all')}
          </button>
        )}
        {line.isReplaying === true && <span className={styles['replayed']}>{i18n._('replayed')}</span>}
      </div>
    )
  },
  (before, after) => before.line.id === after.line.id,
)

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < 16
}
