import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { ExportMenuProps } from './export-menu.tsx'

const ExportMenu = lazy(async () => ({ default: (await import('./export-menu.tsx')).ExportMenu }))

/** A button whose menu takes a picture away. The menu comes when somebody asks for it. */
export function ExportButton(props: Omit<ExportMenuProps, 'button'>) {
  const [isWanted, setWanted] = useState(false)
  const button = (
    <Button variant="ghost" size="small" onPress={() => setWanted(true)} aria-haspopup="menu">
      <Download aria-hidden size={13} strokeWidth={1.75} />
      {i18n._('Export')}
    </Button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <ExportMenu {...props} button={button} />
    </Suspense>
  )
}
