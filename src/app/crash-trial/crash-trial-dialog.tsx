import { Check, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CrashPoint } from '#durable/trial.ts'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './crash-trial-dialog.module.css'
import { type TrialSource, type TrialView, type Tried, tryCrashes, untried } from './trial-run.ts'

interface CrashTrialDialogProps extends TrialSource {
  readonly onClose: () => void
}

/** Repeats a run with a crash at every event, and shows whether anything came out differently. */
export function CrashTrialDialog({ onClose, hub, playground, projectId, instance, openTrial }: CrashTrialDialogProps) {
  const [view, setView] = useState(untried)
  const [isStopped, setStopped] = useState(false)
  useEffect(() => {
    if (isStopped) return
    return tryCrashes({ hub, playground, projectId, instance, openTrial }, setView)
    // The run as it was when the dialog was opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isStopped])
  const isGoing = !isStopped && (view.phase === 'beginning' || view.phase === 'crashing')
  return (
    <Dialog title={i18n._('Crash at every event')} onClose={onClose}>
      <p className={styles['text']}>
        {i18n._(
          'The run is repeated in a hub of its own, on the virtual clock, once for each moment: there host and language workers end, and come back from the database. Your hub is not touched. No request leaves the browser, and entities, queues and blobs begin empty.',
        )}
      </p>
      <div className={styles['progress']}>
        <progress aria-label={i18n._('Moments tried')} max={Math.max(1, view.chosen)} value={view.tried.length} />
        <span role="status">{progressInWords(view, isStopped)}</span>
        {isGoing && (
          <Button size="small" onPress={() => setStopped(true)}>
            {i18n._('Stop')}
          </Button>
        )}
      </div>
      {view.failure !== null && (
        <p role="alert" className={styles['bad']}>
          {view.failure}
        </p>
      )}
      <Verdict view={view} />
      {view.tried.length > 0 && <Moments view={view} />}
    </Dialog>
  )
}

function progressInWords({ phase, tried, chosen, all }: TrialView, isStopped: boolean): string {
  if (isStopped) return i18n._('stopped after {tried} of {chosen}', { tried: tried.length, chosen })
  if (phase === 'beginning') return i18n._('repeating it without a crash')
  if (chosen < all)
    return i18n._('{tried} of {chosen} moments, evenly spread over the {all} there are', {
      tried: tried.length,
      chosen,
      all,
    })
  return i18n._('{tried} of {chosen} moments', { tried: tried.length, chosen })
}

function Verdict({ view }: { readonly view: TrialView }) {
  const { phase, tried, told, ownParting } = view
  const odd = tried.filter(({ parting, failure }) => parting !== null || failure !== undefined)
  return (
    <>
      {ownParting !== null && (
        <p className={styles['text']}>
          {i18n._('Repeated without a crash it already told something else than your run: {expected} became {found}.', {
            expected: ownParting.expected ?? i18n._('nothing'),
            found: ownParting.found ?? i18n._('nothing'),
          })}
        </p>
      )}
      {told?.isWaiting === true && (
        <p className={styles['text']}>
          {i18n._('It waits for something that nobody tells it here: it is compared as far as it comes.')}
        </p>
      )}
      {phase === 'done' && odd.length === 0 && (
        <p className={styles['good']}>
          <Check aria-hidden size={16} />
          {i18n._(
            'No crash changed anything: the output and the history are the same each time, but for ids and times.',
          )}
        </p>
      )}
      {odd.length > 0 && (
        <p className={styles['bad']}>
          <TriangleAlert aria-hidden size={16} />
          {i18n._('{count, plural, one {One crash} other {# crashes}} changed something.', { count: odd.length })}
        </p>
      )}
    </>
  )
}

function Moments({ view: { tried, told } }: { readonly view: TrialView }) {
  const commits = told?.commits ?? []
  return (
    <ol className={styles['moments']} aria-label={i18n._('Moments')}>
      {tried.map((each) => (
        <Moment key={`${each.point.commit} ${each.point.moment}`} tried={each} commits={commits} />
      ))}
    </ol>
  )
}

function Moment({ tried, commits }: { readonly tried: Tried; readonly commits: readonly number[] }) {
  const { point, parting, failure } = tried
  const isGood = parting === null && failure === undefined
  return (
    <li data-good={isGood || undefined}>
      {isGood ? (
        <Check role="img" aria-label={i18n._('the same')} size={14} />
      ) : (
        <TriangleAlert role="img" aria-label={i18n._('not the same')} size={14} />
      )}
      <span>{momentInWords(point, commits)}</span>
      {failure !== undefined && <span className={styles['why']}>{failure}</span>}
      {parting !== null && (
        <dl className={styles['parting']}>
          <dt>{i18n._('without a crash')}</dt>
          <dd>{parting.expected ?? i18n._('nothing more')}</dd>
          <dt>{i18n._('with it')}</dt>
          <dd>{parting.found ?? i18n._('nothing more')}</dd>
        </dl>
      )}
    </li>
  )
}

/** An episode's events are written in one commit: a crash among them is a crash before it. */
function momentInWords({ commit, moment }: CrashPoint, commits: readonly number[]): string {
  const first = commits.slice(0, commit).reduce((sum, each) => sum + each, 0) + 1
  const last = first + (commits[commit] ?? 1) - 1
  if (moment === 'after') return i18n._('after event {last}', { last })
  if (last - first < 2) return i18n._('after event {first}', { first })
  return i18n._('after events {first} to {last}', { first, last: last - 1 })
}
