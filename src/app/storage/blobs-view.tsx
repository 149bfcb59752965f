import { File, Folder, Upload } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { encode } from '#durable/http-message.ts'
import type { StorageChange } from '#durable/storage-change.ts'
import { blobsOf, containersOf } from '#storage/account-queries.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { Button } from '../controls/button.tsx'
import { ReportLine } from '../hub/report-line.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { bytes, isoTime } from '../payload/format.ts'
import { BlobDetails } from './blob-details.tsx'
import { contentOf, stepsTo } from './blob-folders.ts'
import { typeByName } from './blob-text.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { NameList } from './name-list.tsx'
import { NewBlob } from './new-blob.tsx'
import styles from './storage.module.css'
import { type ChangeStorage, useChange } from './use-change.ts'

interface BlobsViewProps {
  readonly hub: HubDb
  readonly onChange: ChangeStorage
}

/** The containers of the storage account as folders of files. */
export function BlobsView({ hub, onChange }: BlobsViewProps) {
  const containers = useHubQuery(hub, containersOf, [])
  const [wanted, setWanted] = useState<string | null>(null)
  const { report, change } = useChange(onChange)
  if (containers === undefined) return <Coming>{i18n._('Reading containers…')}</Coming>
  const chosen = containers.find(({ name }) => name === wanted) ?? containers[0]
  const create = (container: string) => {
    setWanted(container)
    void change([{ kind: 'create container', container }], '')
  }
  return (
    <div className={styles['split']}>
      <NameList
        label={i18n._('Containers')}
        names={containers}
        chosen={chosen?.name}
        onChoose={setWanted}
        newLabel={i18n._('New container')}
        onCreate={create}
      />
      <div className={styles['content']}>
        <ReportLine report={report} />
        {chosen === undefined ? (
          <EmptyState title={i18n._('No container yet.')}>
            {i18n._(
              'A function that writes a blob makes one. Or make one yourself: name it in the list of containers.',
            )}
          </EmptyState>
        ) : (
          <Container key={chosen.name} container={chosen.name} hub={hub} onChange={onChange} />
        )}
      </div>
    </div>
  )
}

function Container({ container, hub, onChange }: BlobsViewProps & { readonly container: string }) {
  const blobs = useHubQuery(hub, (db) => blobsOf(db, container), [container]) ?? []
  const [folder, setFolder] = useState('')
  const [shownName, setShownName] = useState<string | null>(null)
  const [isDropping, setDropping] = useState(false)
  const { report, isBusy, change } = useChange(onChange)
  const content = contentOf(blobs, folder)
  const shown = blobs.find(({ name }) => name === shownName)

  const upload = async (files: readonly globalThis.File[]) => {
    await change(
      files.map((file) => () => uploadOf(container, folder, file)),
      i18n._('Uploaded.'),
    )
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDropping(false)
    void upload([...event.dataTransfer.files])
  }
  const write = (name: string, text: string) => {
    setShownName(name)
    const blob = { kind: 'write blob', container, name, bytes: encode(text), contentType: typeByName(name) } as const
    void change([blob], i18n._('Written.'))
  }
  return (
    <div
      className={styles['content']}
      data-dropping={isDropping}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
    >
      <div className={styles['bar']}>
        <nav className={styles['steps']} aria-label={i18n._('Folder')}>
          {[{ name: container, folder: '' }, ...stepsTo(folder)].map((step) => (
            <span key={step.folder}>
              <button type="button" className={styles['step']} onClick={() => setFolder(step.folder)}>
                {step.name}
              </button>
              /
            </span>
          ))}
        </nav>
        <span className={styles['gap']} />
        <UploadButton isDisabled={isBusy} onFiles={(files) => void upload(files)} />
        <NewBlob folder={folder} onWrite={write} />
        <ConfirmButton
          label={i18n._('Delete container')}
          consequence={i18n._('The container and all its blobs will be gone.')}
          isDisabled={isBusy}
          onConfirm={() => void change([{ kind: 'delete container', container }], '')}
        />
      </div>
      <ReportLine report={report} />
      {content.folders.length + content.blobs.length === 0 ? (
        <EmptyState title={i18n._('Nothing here.')}>{i18n._('Drop files to upload them.')}</EmptyState>
      ) : (
        <table className={styles['table']} aria-label={i18n._('Blobs')}>
          <thead>
            <tr>
              <th>{i18n._('Name')}</th>
              <th data-number>{i18n._('Size')}</th>
              <th>{i18n._('Type')}</th>
              <th>{i18n._('Changed')}</th>
            </tr>
          </thead>
          <tbody>
            {content.folders.map(({ name, blobs: count }) => (
              <tr key={`folder ${name}`}>
                <td data-wide>
                  <button type="button" className={styles['text']} onClick={() => setFolder(`${folder}${name}/`)}>
                    <Folder className={styles['icon']} aria-label={i18n._('Folder')} size={14} />
                    {name}
                  </button>
                </td>
                <td data-number>{i18n._('{count, plural, one {# blob} other {# blobs}}', { count })}</td>
                <td />
                <td />
              </tr>
            ))}
            {content.blobs.map(({ name, length, contentType, modifiedAt }) => (
              <tr key={name} aria-current={name === shownName}>
                <td data-wide>
                  <button type="button" className={styles['text']} onClick={() => setShownName(name)}>
                    <File className={styles['icon']} aria-hidden size={14} />
                    {name.slice(folder.length)}
                  </button>
                </td>
                <td data-number>{bytes(length)}</td>
                <td className={styles['waits']}>{contentType}</td>
                <td className={styles['mono']}>{isoTime(modifiedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown !== undefined && (
        <BlobDetails
          key={`${shown.name} ${shown.etag}`}
          blob={shown}
          hub={hub}
          isBusy={isBusy}
          onWrite={(text) => {
            const { name, contentType } = shown
            void change([{ kind: 'write blob', container, name, bytes: encode(text), contentType }], i18n._('Saved.'))
          }}
          onDelete={() => void change([{ kind: 'delete blob', container, name: shown.name }], i18n._('Deleted.'))}
        />
      )}
    </div>
  )
}

async function uploadOf(container: string, folder: string, file: globalThis.File): Promise<StorageChange> {
  const contentType = file.type || typeByName(file.name)
  return { kind: 'write blob', container, name: folder + file.name, bytes: await file.arrayBuffer(), contentType }
}

interface UploadButtonProps {
  readonly isDisabled: boolean
  readonly onFiles: (files: readonly globalThis.File[]) => void
}

function UploadButton({ isDisabled, onFiles }: UploadButtonProps) {
  const ref = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={ref}
        type="file"
        multiple
        hidden
        aria-label={i18n._('Files to upload')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = '' // the same file again is an upload again
        }}
      />
      <Button size="small" isDisabled={isDisabled} onPress={() => ref.current?.click()}>
        <Upload aria-hidden />
        {i18n._('Upload')}
      </Button>
    </>
  )
}
