import { LoaderCircle, Play, RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'
import styles from './run-button.module.css'

/** Run, and Ctrl+Enter wherever the focus is, the editor included, except where it means something else: sending a request. */
export function RunButton({ session }: { readonly session: SessionView }) {
  const { run } = session
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest('[data-own-ctrl-enter]') !== null) return
      event.preventDefault()
      event.stopPropagation()
      run()
    }
    // Captured, because Monaco has a Ctrl+Enter of its own.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [run])

  const isBusy = session.runPhase === 'compiling' || session.runPhase === 'starting'
  const isStale = session.runPhase === 'started' && !session.isBuilt
  return (
    <Button variant="accent" onPress={run} isDisabled={isBusy || !session.isOpen} aria-keyshortcuts="Control+Enter">
      {isBusy ? (
        <LoaderCircle aria-hidden className={styles['spin']} />
      ) : isStale ? (
        <RotateCw aria-hidden />
      ) : (
        <Play aria-hidden />
      )}
      <span className={styles['label']}>{labelOf(session)}</span>
      <span aria-hidden className={styles['keys']}>
        Ctrl ⏎
      </span>
    </Button>
  )
}

function labelOf({ runPhase, isBuilt }: SessionView): string {
  switch (runPhase) {
    case 'idle':
      return i18n._('Run')
    case 'compiling':
      return i18n._('Compiling…')
    case 'starting':
      return i18n._('Starting…')
    case 'started':
      return isBuilt ? i18n._('Running') : i18n._('Restart')
  }
}
