import { Languages } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'

const LanguageMenu = lazy(async () => ({ default: (await import('./language-menu.tsx')).LanguageMenu }))

/** The menu is loaded when it is first asked for. */
export function LanguageButton() {
  const [isAsked, setAsked] = useState(false)
  const button = (
    <IconButton label={i18n._('Language')} icon={Languages} aria-haspopup="menu" onPress={() => setAsked(true)} />
  )
  return isAsked ? (
    <Suspense fallback={button}>
      <LanguageMenu button={button} />
    </Suspense>
  ) : (
    button
  )
}
