import { useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from 'react'
import type { Diagnostic, SourceFile } from '#durable/build.ts'
import { settingsProblems } from '#durable/host-options.ts'
import { useProblems } from '../checks/use-problems.ts'
import type { Theme } from '../theme/theme.ts'
import type { LineMark } from './line-mark.ts'
import { CodeEditor } from './monaco/code-editor.ts'
import { applyTheme } from './monaco/theme.ts'
import styles from './monaco-view.module.css'

export interface MonacoViewProps {
  readonly projectId: string
  readonly files: readonly SourceFile[]
  readonly path: string | null
  readonly onOpen: (path: string) => void
  readonly onChange: (path: string, text: string) => void
  readonly diagnostics: readonly Diagnostic[]
  readonly marks: readonly LineMark[]
  readonly readOnly: boolean
  /** The app has run once: what is large and only helps may be fetched. */
  readonly hasRun: boolean
  readonly theme: Theme
  readonly label: string
  /** The scrolling element that stood here before: this goes on where that was. */
  readonly before: RefObject<HTMLElement | null>
  /** The text stands; what stood here before may go. */
  readonly onReady: () => void
}

/** Monaco, told by one effect for each thing that can change. Loaded lazily: nothing but `EditorPane` imports it. */
export default function MonacoView(props: MonacoViewProps) {
  const { projectId, files, path, diagnostics, marks, readOnly, hasRun, theme, label } = props
  const elementRef = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<CodeEditor | null>(null)
  const text = files.find((file) => file.path === path)?.text ?? ''
  const currentLine = marks.find(({ kind }) => kind === 'current')?.line
  const onOpen = useEffectEvent((path: string) => props.onOpen(path))
  const onTyped = useEffectEvent((path: string, text: string) => props.onChange(path, text))

  useEffect(() => {
    if (!elementRef.current) return
    const created = new CodeEditor(elementRef.current)
    created.onOpen = (path) => onOpen(path)
    created.onTyped = (path, text) => onTyped(path, text)
    setEditor(created)
    return () => created.dispose()
  }, [])

  useEffect(() => applyTheme(theme), [theme])
  useEffect(() => editor?.showProject(projectId, files, readOnly), [editor, projectId, files, readOnly])
  useEffect(() => editor?.showFile(path, readOnly ? text : null), [editor, projectId, files, path, readOnly, text])
  useEffect(() => editor?.setLabel(label), [editor, label])
  useEffect(() => {
    if (hasRun) editor?.wantPython()
  }, [editor, hasRun])
  const problems = useMemo(() => [...diagnostics, ...settingsProblems(files)], [files, diagnostics])
  useEffect(() => editor?.setDiagnostics(problems), [editor, projectId, files, problems])
  const wrong = useProblems(files)
  useEffect(() => editor?.setProblems(readOnly ? [] : wrong), [editor, projectId, files, wrong, readOnly])
  useEffect(() => editor?.setMarks(marks), [editor, projectId, files, path, readOnly, marks])
  useTakeover(editor, props)
  useEffect(() => {
    if (currentLine !== undefined) editor?.reveal(currentLine)
  }, [editor, path, currentLine])

  return <div ref={elementRef} className={styles['editor']} />
}

/** Goes on where the plain text was: its place, its focus. Monaco draws in the next frame, so that one is waited for. */
function useTakeover(editor: CodeEditor | null, props: MonacoViewProps): void {
  const takeOver = useEffectEvent(() => {
    const before = props.before.current
    editor?.scrollTo(before?.scrollTop ?? 0)
    if (before?.contains(document.activeElement)) editor?.focus()
    requestAnimationFrame(() => requestAnimationFrame(props.onReady))
  })
  useEffect(() => {
    if (editor !== null) takeOver()
  }, [editor])
}
