import { useLiveQuery } from 'dexie-react-hooks'
import { decide, permissionsOf, takeBack } from '#project/permissions.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Select } from '../controls/select.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './network-dialog.module.css'

interface NetworkDialogProps {
  readonly playground: PlaygroundDb
  readonly projectId: string
  readonly onClose: () => void
}

/** Where the functions of a project may send requests: what the person said, to be changed or taken back. */
export function NetworkDialog({ playground, projectId, onClose }: NetworkDialogProps) {
  const rows = useLiveQuery(() => permissionsOf(playground, projectId), [playground, projectId]) ?? []
  const decided = rows.filter(({ decision }) => decision === 'granted' || decision === 'refused')
  return (
    <Dialog title={i18n._('Network of this project')} onClose={onClose}>
      <p className={styles['sentence']}>
        {i18n._(
          'Functions reach no other server before you say so. What you allow is sent from this browser, without your cookies.',
        )}
      </p>
      {decided.length === 0 ? (
        <p className={styles['empty']}>{i18n._('No function has asked so far.')}</p>
      ) : (
        <ul className={styles['origins']}>
          {decided.map(({ origin, decision }) => (
            <li key={origin}>
              <span className={styles['origin']}>{origin}</span>
              <Select
                label={i18n._('Requests to {origin}', { origin })}
                hideLabel
                value={decision === 'granted' ? 'granted' : 'refused'}
                options={[
                  { value: 'granted', label: i18n._('Allowed') },
                  { value: 'refused', label: i18n._('Refused') },
                ]}
                onChange={(next) => void decide(playground, projectId, origin, next)}
              />
              <Button size="small" onPress={() => void takeBack(playground, projectId, origin)}>
                {i18n._('Ask again')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
