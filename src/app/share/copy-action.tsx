import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'

interface CopyActionProps {
  readonly label: string
  readonly text: string
  readonly variant: 'plain' | 'accent'
}

/** A button that copies and says whether it could. */
export function CopyAction({ label, text, variant }: CopyActionProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
  }
  return (
    <span role="status">
      <Button
        variant={variant}
        onPress={() => {
          copy().then(
            () => setOutcome('copied'),
            () => setOutcome('refused'),
          )
        }}
      >
        {outcome === undefined
          ? label
          : outcome === 'copied'
            ? i18n._('Copied')
            : i18n._('Not allowed: copy it by hand')}
      </Button>
    </span>
  )
}
