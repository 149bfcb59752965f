import { useLiveQuery } from 'dexie-react-hooks'
import { decide, permissionsOf } from '#project/permissions.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { Bar } from '../shell/bar.tsx'

interface NetworkQuestionsProps {
  readonly playground: PlaygroundDb
  readonly projectId: string
}

/** The code would like to send requests somewhere: may it? Until somebody says so, it may not. */
export function NetworkQuestions({ playground, projectId }: NetworkQuestionsProps) {
  const rows = useLiveQuery(() => permissionsOf(playground, projectId), [playground, projectId]) ?? []
  const answer = (origin: string, decision: 'granted' | 'refused' | 'once') =>
    void decide(playground, projectId, origin, decision)
  return rows
    .filter(({ decision }) => decision === 'asked')
    .map(({ origin }) => (
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
        {i18n._('The functions want to send requests to {origin}. They are sent without your cookies.', { origin })}
      </Bar>
    ))
}
