import { useSyncExternalStore } from 'react'
import type { HostState } from '#wire/host-calls.ts'
import { i18n } from '../i18n/i18n.ts'
import { onPythonProgress, pythonProgress, type PythonProgress } from '../session/python-progress.ts'
import type { SessionView } from '../session/use-session.ts'
import type { Followed } from './follow.ts'
import styles from './status-bar.module.css'

interface StatusBarProps {
  readonly session: SessionView
  readonly host: HostState
  readonly followed: Followed | undefined
  /** How many faults are switched on. */
  readonly faultsOn: number
}

export function StatusBar({ session, host, followed, faultsOn }: StatusBarProps) {
  const python = useSyncExternalStore(onPythonProgress, pythonProgress)
  const [status, words] = hostInWords(session, host)
  return (
    <footer className={styles['bar']}>
      <span role="status" data-host={status} className={styles['host']}>
        {python !== null && status === 'starting' ? pythonInWords(python) : words}
      </span>
      {followed !== undefined && followed.history.length > 0 && (
        <>
          <span>{i18n._('{count, plural, one {# event} other {# events}}', { count: followed.history.length })}</span>
          <span>
            {i18n._('{count, plural, one {# episode} other {# episodes}}', { count: followed.episodes.length })}
          </span>
        </>
      )}
      {faultsOn > 0 && (
        <span className={styles['faults']}>
          {i18n._('{count, plural, one {# fault on} other {# faults on}}', { count: faultsOn })}
        </span>
      )}
      <span className={styles['space']} />
      <span>{savedInWords(session)}</span>
      <span className={styles['wideOnly']}>{languageOf(session)}</span>
    </footer>
  )
}

/** The session knows whether this page has started the host; the host's row says how it fares since. */
function hostInWords({ runPhase }: SessionView, host: HostState): [status: string, words: string] {
  if (runPhase === 'idle')
    return host.phase === 'failed' ? ['failed', i18n._('start failed')] : ['idle', i18n._('not running')]
  if (runPhase === 'compiling') return ['starting', i18n._('compiling')]
  if (runPhase === 'stopping') return ['starting', i18n._('stopping')]
  switch (host.phase) {
    case 'idle':
    case 'starting':
      return ['starting', i18n._('host starting')]
    case 'running':
      return ['running', i18n._('host running')]
    case 'hung':
      return ['hung', i18n._('not answering')]
    case 'failed':
      return ['failed', i18n._('start failed')]
    case 'broken':
      return ['failed', i18n._('host stopped')]
  }
}

function pythonInWords(progress: PythonProgress): string {
  if (progress.phase === 'starting') return i18n._('starting Python')
  return i18n._('loading Python, {percent} %', { percent: Math.floor(progress.done * 100) })
}

function savedInWords({ id, origin, isSaved, writeFailure }: SessionView): string {
  if (id === null)
    return origin === 'sample' ? i18n._('a sample: yours once you change or run it') : i18n._('not yours yet')
  if (writeFailure !== null) return i18n._('not saved')
  return isSaved ? i18n._('saved') : i18n._('saving…')
}

function languageOf({ files }: SessionView): string {
  if (files.some(({ path }) => path.endsWith('.ts'))) return 'TypeScript'
  return files.some(({ path }) => path.endsWith('.py')) ? 'Python' : 'JavaScript'
}
