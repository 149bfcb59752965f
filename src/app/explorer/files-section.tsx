import { FilePlus2, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { SourceFile } from '#durable/build.ts'
import { moveFocus } from '../controls/arrow-keys.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { Changes } from '../session/changes.ts'
import styles from './explorer.module.css'
import { type Folder, toFolders } from './folders.ts'

const PathForm = lazy(async () => ({ default: (await import('./path-form.tsx')).PathForm }))

export interface FilesSectionProps {
  readonly files: readonly SourceFile[]
  readonly path: string
  readonly onOpen: (path: string) => void
  readonly onChange: (changes: Changes) => void
  /** Says what was done and offers the way back. */
  readonly onUndoable: (text: string, undo: () => void) => void
}

type Naming = { readonly of: 'new' } | { readonly of: 'file'; readonly path: string } | null

export function FilesSection({ files, path, onOpen, onChange, onUndoable }: FilesSectionProps) {
  const [naming, setNaming] = useState<Naming>(null)
  const textOf = (wanted: string) => files.find((file) => file.path === wanted)?.text ?? ''

  const add = (added: string) => {
    onChange({ files: { [added]: '' } })
    onOpen(added)
  }
  const rename = (from: string, to: string) => {
    const text = textOf(from)
    onChange({ files: { [from]: null, [to]: text } })
    if (path === from) onOpen(to)
    onUndoable(i18n._('Renamed to {name}.', { name: to }), () => {
      onChange({ files: { [to]: null, [from]: text } })
      onOpen(from)
    })
  }
  const remove = (removed: string) => {
    const text = textOf(removed)
    onChange({ files: { [removed]: null } })
    onUndoable(i18n._('Deleted {name}.', { name: removed }), () => {
      onChange({ files: { [removed]: text } })
      onOpen(removed)
    })
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (moveFocus(event, '[data-path]', 'column') !== null) return
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['path'] : undefined
    if (focused === undefined) return
    if (event.key === 'F2') setNaming({ of: 'file', path: focused })
    else if (event.key === 'Delete') remove(focused)
  }

  return (
    <section className={styles['section']} aria-label={i18n._('Function app')}>
      <div className={styles['caption']}>
        <h2>{i18n._('Function app')}</h2>
        <IconButton label={i18n._('New file')} icon={FilePlus2} size="small" onPress={() => setNaming({ of: 'new' })} />
      </div>
      {naming !== null && (
        <Suspense fallback={null}>
          <PathForm
            key={naming.of === 'new' ? '' : naming.path}
            label={naming.of === 'new' ? i18n._('New file') : i18n._('New name')}
            initial={naming.of === 'new' ? '' : naming.path}
            taken={files.map((file) => file.path).filter((taken) => naming.of === 'new' || taken !== naming.path)}
            onCancel={() => setNaming(null)}
            onDone={(done) => {
              if (naming.of === 'new') add(done)
              else if (naming.path !== done) rename(naming.path, done)
              setNaming(null)
            }}
          />
        </Suspense>
      )}
      {/* The arrow keys move among the buttons in it; each is a button by itself. */}
      <ul className={styles['list']} aria-label={i18n._('Files')} onKeyDown={onKey}>
        {toFolders(files).map((folder) => (
          <FolderRows
            key={folder.path}
            folder={folder}
            openPath={path}
            onOpen={onOpen}
            onRename={(of) => setNaming({ of: 'file', path: of })}
            onRemove={remove}
          />
        ))}
      </ul>
    </section>
  )
}

interface FolderRowsProps {
  readonly folder: Folder
  readonly openPath: string
  readonly onOpen: (path: string) => void
  readonly onRename: (path: string) => void
  readonly onRemove: (path: string) => void
}

function FolderRows({ folder, openPath, onOpen, onRename, onRemove }: FolderRowsProps) {
  return (
    <>
      {folder.path !== '' && <li className={styles['folder']}>{folder.path.split('/').join(' / ')}</li>}
      {folder.files.map(({ path, name }) => (
        <li key={path} className={styles['file']} data-root={folder.path === '' ? '' : undefined}>
          <button
            type="button"
            className={styles['row']}
            data-path={path}
            aria-current={path === openPath ? 'page' : undefined}
            aria-keyshortcuts="F2 Delete"
            tabIndex={path === openPath ? 0 : -1}
            onClick={() => onOpen(path)}
          >
            <FileBadge name={name} />
            <span className={styles['fileName']}>{name}</span>
          </button>
          <span className={styles['fileActions']}>
            <IconButton
              label={i18n._('Rename {name}', { name })}
              icon={Pencil}
              size="small"
              excludeFromTabOrder={path !== openPath}
              onPress={() => onRename(path)}
            />
            <IconButton
              label={i18n._('Delete {name}', { name })}
              icon={Trash2}
              size="small"
              excludeFromTabOrder={path !== openPath}
              onPress={() => onRemove(path)}
            />
          </span>
        </li>
      ))}
    </>
  )
}

const badges: readonly (readonly [ending: string, badge: string])[] = [
  ['.ts', 'TS'],
  ['.tsx', 'TS'],
  ['.js', 'JS'],
  ['.mjs', 'JS'],
  ['.cjs', 'JS'],
  ['.json', '{}'],
  ['.py', 'PY'],
  ['.md', 'M'],
]

function FileBadge({ name }: { name: string }) {
  const badge = badges.find(([ending]) => name.endsWith(ending))?.[1] ?? '·'
  return (
    <span aria-hidden className={styles['badge']}>
      {badge}
    </span>
  )
}
