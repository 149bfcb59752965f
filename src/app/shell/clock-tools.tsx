import { SkipForward, StepForward, Zap } from 'lucide-react'
import type { ClockState } from '#durable/clock-mode.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { nextTimer } from '#storage/queries.ts'
import { durationText } from '#timeline/duration.ts'
import type { Step } from '#wire/host-calls.ts'
import { Button } from '../controls/button.tsx'
import { useHubNow } from '../hub/use-hub-now.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './top-bar.module.css'

export interface ClockToolsProps {
  readonly hub: HubDb | null
  readonly clock: ClockState
  readonly nextDue: () => Promise<{ readonly at: number | null }>
  readonly step: () => Promise<Step>
  readonly crash: () => Promise<unknown>
  /** Says what became of it, or why it did not. */
  readonly tell: (said: Promise<string | null>) => void
}

/** What moves hub time by hand: to what is due next, or by one piece of work. */
export function ClockTools({ hub, clock, nextDue, step, crash, tell }: ClockToolsProps) {
  const next = useHubQuery(hub, nextTimer, [])
  const now = useHubNow(clock, next !== undefined)
  const left = next === undefined ? null : Math.max(0, next.fireAt - now)
  const inWords = left === null ? '' : durationText(Math.ceil(left / 1000) * 1000)
  return (
    <>
      {clock.mode === 'stepping' && (
        <Button aria-label={i18n._('Take one step')} onPress={() => tell(step().then(stepInWords))}>
          <StepForward aria-hidden />
          <span>{i18n._('Step')}</span>
        </Button>
      )}
      <Button
        aria-label={left === null ? i18n._('Next timer') : i18n._('Next timer, in {time}', { time: inWords })}
        onPress={() => tell(nextDue().then(dueInWords))}
      >
        <SkipForward aria-hidden />
        <span className={styles['wideOnly']}>{i18n._('Next timer')}</span>
        {left !== null && <span className={styles['left']}>{inWords}</span>}
      </Button>
      <Button
        aria-label={i18n._('Crash now: host and language workers end in the middle of what they do, and come back')}
        render={(dom) => (
          <button {...dom} title={i18n._('End host and language workers now, as if the tab was closed')} />
        )}
        onPress={() => tell(crash().then(crashInWords, crashInWords))}
      >
        <Zap aria-hidden />
        <span className={styles['roomy']}>{i18n._('Crash')}</span>
      </Button>
    </>
  )
}

/** The host ends before it can answer. */
function crashInWords(): string {
  return i18n._('Crashed. It comes back from what is on disk, and goes on.')
}

function dueInWords({ at }: { readonly at: number | null }): string | null {
  return at === null ? i18n._('Nothing waits for a time.') : null
}

function stepInWords(step: Step): string {
  switch (step.kind) {
    case 'message':
      return i18n._('{what} was given to {instanceId}.', step)
    case 'activity':
      return i18n._('The activity {what} of {instanceId} was run.', step)
    case 'entity':
      return i18n._('{instanceId} was given its operation {what}.', step)
    case 'time':
      return i18n._('The clock moved to {time}.', { time: new Date(step.at).toLocaleString() })
    case 'busy':
      return i18n._('What was taken before has not ended yet.')
    case 'begun':
      return i18n._('From now on nothing moves without a step.')
    case 'nothing':
      return i18n._('Nothing waits: send a request, or raise an event.')
  }
}
