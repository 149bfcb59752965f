import { Check, Copy, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'

interface CopyButtonProps {
  readonly label: string
  /** Asked for at the press: what is copied may be long. */
  readonly text: () => string
  /** What is copied, where two are side by side. */
  readonly icon?: LucideIcon
}

export function CopyButton({ label, text, icon = Copy }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>()

  useEffect(() => {
    if (outcome === undefined) return
    const timer = setTimeout(() => setOutcome(undefined), 1500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = () => {
    copyText(text()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }
  if (outcome === 'copied') return <IconButton size="small" label={i18n._('Copied')} icon={Check} onPress={copy} />
  if (outcome === 'refused') {
    return <IconButton size="small" label={i18n._('The browser refused to copy')} icon={TriangleAlert} onPress={copy} />
  }
  return <IconButton size="small" label={label} icon={icon} onPress={copy} />
}

/** Rejects where there is no clipboard: an insecure page, a refused permission. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
