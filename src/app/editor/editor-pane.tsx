import { useEffect, useRef, useState } from 'react'
import type { Diagnostic, SourceFile } from '#durable/build.ts'
import { i18n } from '../i18n/i18n.ts'
import type { Theme } from '../theme/theme.ts'
import { EditorTabs } from './editor-tabs.tsx'
import type { LineMark } from './line-mark.ts'
import { withOpen, type OpenFiles } from './open-files.ts'
import { PlainCode } from './plain-code.tsx'
import { onTrouble as hearTrouble } from './trouble.ts'
import { useIdle } from './use-idle.ts'
import { useMonacoView } from './use-monaco-view.ts'
import styles from './editor-pane.module.css'

interface EditorPaneProps {
  readonly projectId: string
  readonly files: readonly SourceFile[]
  /** The file that is shown; `null` when there is none to show. */
  readonly path: string | null
  readonly onOpen: (path: string) => void
  /** With every keystroke: the file's whole text. */
  readonly onChange: (path: string, text: string) => void
  readonly diagnostics: readonly Diagnostic[]
  /** Of the shown file. */
  readonly marks: readonly LineMark[]
  /** `files` are only shown, as an episode's build is; what was typed into today's files stays as it is. */
  readonly readOnly: boolean
  /** The app has run once: what is large and only helps may be fetched. */
  readonly hasRun: boolean
  readonly theme: Theme
  /** Hears what failed in the editor's own work. */
  readonly onTrouble: (text: string) => void
}

/** The files in tabs: as text at once, in Monaco as soon as the page has time or the person wants to write. */
export function EditorPane(props: EditorPaneProps) {
  const { files, onOpen, onTrouble } = props
  useEffect(() => hearTrouble(onTrouble), [onTrouble])
  const exists = (path: string) => files.some((file) => file.path === path)
  const path = props.path !== null && exists(props.path) ? props.path : null
  const [opened, setOpened] = useState<OpenFiles>([])
  const open = withOpen(opened, path, exists)
  if (open !== opened) setOpened(open)

  if (path === null) return <p className={styles['empty']}>{i18n._('No file is open.')}</p>
  return (
    <EditorTabs
      open={open}
      path={path}
      onOpen={onOpen}
      onClose={(closed) => setOpened(open.filter((file) => file !== closed))}
    >
      <Code {...props} path={path} />
    </EditorTabs>
  )
}

function Code(props: EditorPaneProps & { readonly path: string }) {
  const { path, files, marks, readOnly } = props
  const isIdle = useIdle()
  const [isWanted, setWanted] = useState(false)
  const [isReady, setReady] = useState(false)
  const monaco = useMonacoView(isIdle || isWanted)
  const plain = useRef<HTMLDivElement>(null)
  const text = files.find((file) => file.path === path)?.text ?? ''

  return (
    <div className={styles['code']} onFocus={() => setWanted(true)}>
      {monaco.phase === 'loaded' && (
        <monaco.View {...props} label={labelOf(path, readOnly)} before={plain} onReady={() => setReady(true)} />
      )}
      {!isReady && <PlainCode ref={plain} text={text} marks={marks} label={path} />}
      {isReady && !readOnly && <p className={styles['hint']}>{leaveHint()}</p>}
      {monaco.phase === 'failed' && (
        <p role="alert" className={styles['failed']}>
          {i18n._('The editor could not be loaded, so you can only read here. Reload the page to try again.')}
        </p>
      )}
    </div>
  )
}

/** Screen readers hear how to get out; Monaco adds its own help on Alt+F1. */
function labelOf(path: string, readOnly: boolean): string {
  if (readOnly) return i18n._('{path}, read only', { path })
  return i18n._('{path}. {hint}', { path, hint: leaveHint() })
}

function leaveHint(): string {
  const keys = navigator.platform.startsWith('Mac') ? '⌃⇧M' : 'Ctrl+M'
  return i18n._('Tab indents; {keys} makes it move on', { keys })
}
