import { X } from 'lucide-react'
import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { moveFocus } from '../controls/arrow-keys.ts'
import { i18n } from '../i18n/i18n.ts'
import { neighbourOf, tabNames, type OpenFiles } from './open-files.ts'
import styles from './editor-tabs.module.css'

interface EditorTabsProps {
  readonly open: OpenFiles
  readonly path: string
  readonly onOpen: (path: string) => void
  readonly onClose: (path: string) => void
  readonly children: ReactNode
}

/** A tab for each open file over one panel, which stays and shows another file. */
export function EditorTabs({ open, path, onOpen, onClose, children }: EditorTabsProps) {
  const id = useId()
  const names = tabNames(open)
  const close = (closed: string) => {
    const next = closed === path ? neighbourOf(open, closed) : path
    if (next === null) return
    onClose(closed)
    if (next !== path) onOpen(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Delete') close(path)
    const moved = moveFocus(event, '[role=tab]', 'row')?.dataset['path']
    if (moved !== undefined) onOpen(moved)
  }

  return (
    <div className={styles['pane']}>
      <div role="tablist" aria-label={i18n._('Open files')} className={styles['list']} onKeyDown={onKeyDown}>
        {open.map((file) => (
          <button
            key={file}
            type="button"
            role="tab"
            id={`${id}${file}`}
            data-path={file}
            title={file}
            aria-selected={file === path}
            aria-controls={file === path ? id : undefined}
            aria-keyshortcuts="Delete"
            tabIndex={file === path ? 0 : -1}
            className={styles['tab']}
            onClick={() => onOpen(file)}
            onAuxClick={({ button }) => button === 1 && close(file)}
          >
            {names.get(file)}
            {open.length > 1 && <CloseMark onClose={() => close(file)} />}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={id} aria-labelledby={`${id}${path}`} className={styles['panel']}>
        {children}
      </div>
    </div>
  )
}

/** For the mouse: a tab may hold no second button. From the keyboard Delete closes it. */
function CloseMark({ onClose }: { readonly onClose: () => void }) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      aria-hidden
      className={styles['close']}
      title={i18n._('Close')}
      onClick={(event) => {
        event.stopPropagation()
        onClose()
      }}
    >
      <X size={12} />
    </span>
  )
}
