import { useLiveQuery } from 'dexie-react-hooks'
import { decide, permissionsOf } from '#project/permissions.ts'
import type { PermissionRow, PlaygroundDb } from '#project/playground-db.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { Bar } from '../shell/bar.tsx'
import styles from './network-questions.module.css'

interface NetworkQuestionsProps {
  readonly playground: PlaygroundDb
  readonly projectId: string
  /** Says so when what was asked fails. */
  readonly tell: (asked: Promise<unknown>) => void
}

/** The code would like to send requests somewhere: may it? Until somebody says so, it may not. */
export function NetworkQuestions({ playground, projectId, tell }: NetworkQuestionsProps) {
  const rows = useLiveQuery(() => permissionsOf(playground, projectId), [playground, projectId]) ?? []
  const answer = (origin: string, decision: 'granted' | 'refused' | 'once') =>
    tell(decide(playground, projectId, origin, decision))
  return rows
    .filter(({ decision }) => decision === 'asked')
    .map(({ origin, asker }) => (
      <Bar
        key={origin}
        kind="waiting"
        actions={
          <>
            <Button size="small" onPress={() => answer(origin, 'once')}>
              {i18n._('Allow once')}
            </Button>
            <Button size="small" onPress={() => answer(origin, 'granted')}>
              {i18n._('Allow for this project')}
            </Button>
            <Button size="small" onPress={() => answer(origin, 'refused')}>
              {i18n._('Refuse')}
            </Button>
          </>
        }
      >
        <Question origin={origin} asker={asker} />
      </Bar>
    ))
}

interface QuestionProps {
  readonly origin: string
  readonly asker: PermissionRow['asker']
}

function Question({ origin, asker }: QuestionProps) {
  const functionName = asker?.functionName ?? i18n._('A function')
  return (
    <>
      {i18n._('{functionName} wants to send a request to {origin}, without your cookies.', { functionName, origin })}
      {asker !== undefined && (
        <code className={styles['request']} title={asker.request}>
          {asker.request}
        </code>
      )}
    </>
  )
}
