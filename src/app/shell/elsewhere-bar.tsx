import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { filesOf } from '#project/projects.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { sameFiles } from '../session/same-files.ts'
import { Bar } from './bar.tsx'

interface ElsewhereBarProps {
  readonly playground: PlaygroundDb
  readonly projectId: string
  readonly files: readonly SourceFile[]
  /** Nothing of this page is still to be written. */
  readonly isSaved: boolean
}

/** So long, in real milliseconds, what was just written here may take to come back from the database. */
const COMES_BACK = 1000

/** Another tab has written to the project, and what is typed here would overwrite it. */
export function ElsewhereBar({ playground, projectId, files, isSaved }: ElsewhereBarProps) {
  const stored = useLiveQuery(() => filesOf(playground, projectId), [playground, projectId])
  const [isOlder, setOlder] = useState(false)
  useEffect(() => {
    if (!isSaved || stored === undefined || stored.length === 0) return // a project that is being deleted has none
    const timer = setTimeout(() => setOlder(!sameFiles(stored, files)), COMES_BACK)
    return () => clearTimeout(timer)
  }, [isSaved, stored, files])
  if (!isOlder) return null
  const actions = (
    <Button size="small" onPress={() => location.reload()}>
      {i18n._('Load its changes')}
    </Button>
  )
  return (
    <Bar kind="waiting" actions={actions}>
      {i18n._(
        'This project was changed in another tab. A file that you edit here takes the place of what was written there.',
      )}
    </Bar>
  )
}
