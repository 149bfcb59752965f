import { useMemo, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { bytes } from './format.ts'
import { firstOf, jsonParts, lengthOf, type LinkMethod, type Part } from './json-parts.ts'
import styles from './payload-view.module.css'

/** What is shown before somebody asks for all of it, in characters. */
const FIRST = 1_000_000
/** Longer than this, JSON is shown as it came: laying it out would hold up the page. */
const MAX_LAID_OUT = 4_000_000

interface PayloadViewProps {
  readonly text: string
  readonly label: string
  /** Addresses at this origin become links; without it none do. */
  readonly origin?: string
  readonly onAsk?: (method: LinkMethod, href: string) => void
}

/** A payload as text nodes and links, never as markup: JSON laid out, everything else as it came. */
export function PayloadView({ text, label, origin = '', onAsk }: PayloadViewProps) {
  const [all, setAll] = useState(false)
  const parts = useMemo(() => partsOf(text, origin), [text, origin])
  const isLong = lengthOf(parts) > FIRST
  const shown = isLong && !all ? firstOf(parts, FIRST) : parts
  return (
    <>
      {/* Focusable, because what scrolls must be reachable by key. */}
      <pre className={styles['payload']} role="region" aria-label={label} tabIndex={0}>
        {shown.map((part, index) => (
          <PartView key={index} part={part} onAsk={onAsk} />
        ))}
      </pre>
      {isLong && !all && (
        <p className={styles['more']}>
          {i18n._('The first {shown} of {total} are shown.', { shown: bytes(FIRST), total: bytes(text.length) })}
          <Button size="small" onPress={() => setAll(true)}>
            {i18n._('Show all')}
          </Button>
        </p>
      )}
    </>
  )
}

function PartView({ part, onAsk }: { readonly part: Part; readonly onAsk: PayloadViewProps['onAsk'] }) {
  if (part.kind === 'text') return part.text
  // A browser opens an address with GET alone, and a template is nobody's address yet.
  const opens = part.method === 'GET' && !part.href.includes('{')
  const address = part.text.slice(1, -1)
  return (
    <span className={styles['item']}>
      &quot;
      {opens ? (
        <a className={styles['link']} href={part.href} title={part.href} target="_blank" rel="noopener noreferrer">
          {address}
        </a>
      ) : (
        <span className={styles['address']} title={part.href}>
          {address}
        </span>
      )}
      &quot;
      {onAsk !== undefined && (
        <button type="button" className={styles['ask']} onClick={() => onAsk(part.method, part.href)}>
          {opens ? i18n._('Send here') : i18n._('{method} …', { method: part.method })}
        </button>
      )}
    </span>
  )
}

function partsOf(text: string, origin: string): readonly Part[] {
  const laidOut = text.length <= MAX_LAID_OUT ? jsonParts(text, origin) : undefined
  return laidOut ?? [{ kind: 'text', text }]
}
