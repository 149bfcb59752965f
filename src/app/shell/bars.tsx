import { Suspense } from 'react'
import type { Diagnostic, SourceFile } from '#durable/build.ts'
import type { CodeLine } from '#durable/trace.ts'
import type { HostState } from '#wire/host-calls.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'
import { Bar } from './bar.tsx'
import { afterPaint } from './later.tsx'
import { PlaceLink } from './place-link.tsx'

const SettingsBar = afterPaint(async () => (await import('./settings-bar.tsx')).SettingsBar)

interface BarsProps {
  readonly session: SessionView
  readonly host: HostState
  readonly onOpen: (path: string, line: number) => void
  readonly onHung: (decision: 'stop now' | 'keep going') => void
  /** How many faults are switched on. */
  readonly faultsOn: number
}

/** What the person should know now, worst first: what hangs or failed, then what is not saved, then whose code it is. */
export function Bars({ session, host, onOpen, onHung, faultsOn }: BarsProps) {
  const error = session.diagnostics.find(({ severity }) => severity === 'error')
  return (
    <>
      {host.phase === 'hung' && <HungBar functionName={host.functionName} onHung={onHung} />}
      {host.phase === 'broken' && <Bar kind="failed">{host.message}</Bar>}
      {error !== undefined && <CompileBar error={error} session={session} onOpen={onOpen} />}
      {error === undefined && (
        <Suspense fallback={null}>
          <SettingsBar files={session.files} onOpen={onOpen} />
        </Suspense>
      )}
      {host.phase === 'failed' ? (
        <StartBar failed={host} session={session} onOpen={onOpen} />
      ) : (
        session.failure !== null && (
          <Bar kind="failed" actions={<DismissButton onPress={session.dismissFailure} />}>
            {session.failure}
          </Bar>
        )
      )}
      {session.writeFailure !== null && (
        <Bar kind="failed">{i18n._('Not saved, trying again. {reason}', { reason: session.writeFailure })}</Bar>
      )}
      {session.isSafeMode && (
        <Bar kind="waiting">
          {i18n._(
            'This project is not running: its last start did not end well, or the address asks not to. Run starts it again.',
          )}
        </Bar>
      )}
      {session.origin === 'link' && (
        <Bar kind="waiting" actions={<KeepButton onPress={session.keepCopy} />}>
          {i18n._('Somebody else wrote this. It runs only when you press Run.')}
          {faultsOn > 0 && ` ${faultsInWords(faultsOn)}`}
        </Bar>
      )}
    </>
  )
}

function HungBar({ functionName, onHung }: { functionName: string; onHung: BarsProps['onHung'] }) {
  const actions = (
    <>
      <Button size="small" onPress={() => onHung('keep going')}>
        {i18n._('Keep going')}
      </Button>
      <Button size="small" variant="danger" onPress={() => onHung('stop now')}>
        {i18n._('Stop now')}
      </Button>
    </>
  )
  return (
    <Bar kind="waiting" actions={actions}>
      {i18n._('{functionName} has not answered for 5 s.', { functionName })}
    </Bar>
  )
}

type CompileBarProps = { error: Diagnostic; session: SessionView; onOpen: BarsProps['onOpen'] }

function CompileBar({ error, session, onOpen }: CompileBarProps) {
  const text = session.isRunning
    ? i18n._('{message} The last good build keeps running.', { message: sentence(error.message) })
    : sentence(error.message)
  return (
    <Bar kind="failed" actions={<PlaceLink file={error.file} line={error.line} onOpen={onOpen} />}>
      {text}
    </Bar>
  )
}

type StartBarProps = {
  failed: HostState & { phase: 'failed' }
  session: SessionView
  onOpen: BarsProps['onOpen']
}

function StartBar({ failed, session, onOpen }: StartBarProps) {
  const place = failed.file === undefined ? placeIn(failed.message, session.files) : failed
  return (
    <Bar kind="failed" actions={<PlaceLink file={place?.file} line={place?.line} onOpen={onOpen} />}>
      {failed.message}
    </Bar>
  )
}

/** A longer message has its stack before that. */
const MOST_READ = 5000

/** The first line of a stack that is the person's own: `at src/functions/a.js:2`. */
function placeIn(message: string, files: readonly SourceFile[]): CodeLine | undefined {
  for (const [, file = '', line = ''] of message.slice(0, MOST_READ).matchAll(/([\w./-]+\.[cm]?[jt]s):(\d+)/g))
    if (files.some(({ path }) => path === file)) return { file, line: Number(line) }
  return undefined
}

function faultsInWords(count: number): string {
  return i18n._(
    '{count, plural, one {It carries # fault that goes} other {It carries # faults that go}} wrong on purpose: see Faults.',
    {
      count,
    },
  )
}

function DismissButton({ onPress }: { onPress: () => void }) {
  return (
    <Button size="small" onPress={onPress}>
      {i18n._('Dismiss')}
    </Button>
  )
}

function KeepButton({ onPress }: { onPress: () => void }) {
  return (
    <Button size="small" onPress={onPress}>
      {i18n._('Save a copy')}
    </Button>
  )
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
