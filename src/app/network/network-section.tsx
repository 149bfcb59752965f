import { useLiveQuery } from 'dexie-react-hooks'
import { Globe, GlobeLock, Undo2 } from 'lucide-react'
import { permissionsOf, takeBack } from '#project/permissions.ts'
import type { PermissionRow, PlaygroundDb } from '#project/playground-db.ts'
import { IconButton } from '../controls/icon-button.tsx'
import styles from '../explorer/explorer.module.css'
import { i18n } from '../i18n/i18n.ts'

interface NetworkSectionProps {
  readonly playground: PlaygroundDb
  readonly projectId: string
}

/** Where the functions may send requests, and where not. Nothing as long as nobody has asked. */
export function NetworkSection({ playground, projectId }: NetworkSectionProps) {
  const rows = useLiveQuery(() => permissionsOf(playground, projectId), [playground, projectId]) ?? []
  const decided = rows.filter(({ decision }) => decision === 'granted' || decision === 'refused')
  if (decided.length === 0) return null
  return (
    <section className={styles['section']} aria-label={i18n._('Network')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Network')}</h2>
      </div>
      <ul className={styles['list']}>
        {decided.map((row) => (
          <OriginRow key={row.origin} row={row} onTakeBack={() => void takeBack(playground, projectId, row.origin)} />
        ))}
      </ul>
    </section>
  )
}

function OriginRow({ row, onTakeBack }: { readonly row: PermissionRow; readonly onTakeBack: () => void }) {
  const { origin, decision } = row
  const Icon = decision === 'granted' ? Globe : GlobeLock
  const label = decision === 'granted' ? i18n._('Allowed') : i18n._('Refused')
  return (
    <li className={styles['row']} title={`${label}: ${origin}`}>
      <Icon role="img" aria-label={label} className={styles['icon']} size={14} strokeWidth={1.75} />
      <span className={styles['fileName']}>{origin}</span>
      <IconButton
        label={i18n._('Ask again about {origin}', { origin })}
        icon={Undo2}
        size="small"
        onPress={onTakeBack}
      />
    </li>
  )
}
