import { LoaderCircle, Play, RotateCw, Square } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'
import styles from './run-button.module.css'

/**
 * Run, and while the app runs, Stop; when what runs is older than what the editor shows, Restart and Stop. Ctrl+Enter runs
 * and Shift+F5 stops wherever the focus is, the editor included, except where Ctrl+Enter means something else: sending a request.
 */
export function RunButton({ session }: { readonly session: SessionView }) {
  const { run, stop, runPhase, isRunning, isBuilt } = session
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isStop = event.key === 'F5' && event.shiftKey && !event.ctrlKey && !event.metaKey && isRunning
      if (!isStop && !isRun(event)) return
      event.preventDefault()
      event.stopPropagation()
      if (isStop) stop()
      else run()
    }
    // Captured, because Monaco has a Ctrl+Enter of its own.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [run, stop, isRunning])

  if (isRunning && isBuilt)
    return (
      <Button onPress={stop} aria-keyshortcuts="Shift+F5">
        <Square aria-hidden className={styles['stop']} />
        <span className={styles['label']}>{i18n._('Stop')}</span>
        <span aria-hidden className={styles['keys']}>
          ⇧ F5
        </span>
      </Button>
    )
  const isBusy = runPhase === 'compiling' || runPhase === 'starting' || runPhase === 'stopping'
  return (
    <div className={styles['pair']}>
      <Button variant="accent" onPress={run} isDisabled={isBusy || !session.isOpen} aria-keyshortcuts="Control+Enter">
        <RunIcon phase={runPhase} />
        <span className={styles['label']}>{labelOf(runPhase)}</span>
        <span aria-hidden className={styles['keys']}>
          Ctrl ⏎
        </span>
      </Button>
      {isRunning && (
        <Button aria-label={i18n._('Stop')} onPress={stop} aria-keyshortcuts="Shift+F5">
          <Square aria-hidden className={styles['stop']} />
        </Button>
      )}
    </div>
  )
}

function isRun({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !(ctrlKey || metaKey) || altKey || shiftKey) return false
  return !(target instanceof Element && target.closest('[data-own-ctrl-enter]') !== null)
}

type RunPhase = SessionView['runPhase']

function RunIcon({ phase }: { readonly phase: RunPhase }) {
  if (phase === 'idle') return <Play aria-hidden />
  return phase === 'started' ? <RotateCw aria-hidden /> : <LoaderCircle aria-hidden className={styles['spin']} />
}

function labelOf(phase: RunPhase): string {
  switch (phase) {
    case 'idle':
      return i18n._('Run')
    case 'compiling':
      return i18n._('Compiling…')
    case 'starting':
      return i18n._('Starting…')
    case 'started':
      return i18n._('Restart')
    case 'stopping':
      return i18n._('Stopping…')
  }
}
