import { Download } from 'lucide-react'
import { useState } from 'react'
import { blobBytes } from '#storage/account-queries.ts'
import type { BlobRow, HubDb } from '#storage/hub-db.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { i18n } from '../i18n/i18n.ts'
import { blobText } from './blob-text.ts'
import { ConfirmButton } from './confirm-button.tsx'
import styles from './storage.module.css'
import { download } from '../payload/download.ts'

interface BlobDetailsProps {
  readonly blob: BlobRow
  readonly hub: HubDb
  readonly isBusy: boolean
  readonly onWrite: (text: string) => void
  readonly onDelete: () => void
}

/** One blob: its text to edit, or its bytes to take away. */
export function BlobDetails({ blob, hub, isBusy, onWrite, onDelete }: BlobDetailsProps) {
  const { container, name } = blob
  const bytes = useHubQuery(hub, (db) => blobBytes(db, container, name), [container, name, blob.etag])
  const [edited, setEdited] = useState<string | null>(null)
  const text = bytes === undefined ? undefined : blobText(bytes)
  return (
    <section className={styles['details']} aria-label={i18n._('The selected blob')}>
      <h3 className={styles['mono']}>{`${container}/${name}`}</h3>
      {text === undefined ? (
        <p className={styles['note']}>{bytes !== undefined && i18n._('No text that can be edited here.')}</p>
      ) : (
        <TextField label={i18n._('Text')} hideLabel mono rows={8} value={edited ?? text} onChange={setEdited} />
      )}
      <div className={styles['buttons']}>
        {text !== undefined && (
          <Button
            variant="accent"
            size="small"
            isDisabled={isBusy || edited === null || edited === text}
            onPress={() => edited !== null && onWrite(edited)}
          >
            {i18n._('Save')}
          </Button>
        )}
        <Button size="small" isDisabled={bytes === undefined} onPress={() => bytes && download(name, bytes)}>
          <Download aria-hidden />
          {i18n._('Download')}
        </Button>
        <ConfirmButton
          label={i18n._('Delete blob')}
          consequence={i18n._('This blob will be gone.')}
          isDisabled={isBusy}
          onConfirm={onDelete}
        />
      </div>
    </section>
  )
}
