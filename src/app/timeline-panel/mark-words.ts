import type { MarkFace } from '#timeline/paint/mark-examples.ts'
import type { MarkId } from '#timeline/paint/marks.ts'
import { i18n } from '../i18n/i18n.ts'

/** What a mark means: its name, and a sentence. */
export function markInWords(mark: MarkId): readonly [name: string, meaning: string] {
  switch (mark) {
    case 'episode':
      return [
        i18n._('Episode'),
        i18n._('One execution of the orchestrator function: grey ran again from history, bright was new.'),
      ]
    case 'activity':
      return [
        i18n._('Activity'),
        i18n._('From the moment it was scheduled to its result. Low and dim while it stood in a queue.'),
      ]
    case 'retry':
      return [
        i18n._('Retries'),
        i18n._('One call: each attempt in the colour of its outcome, hatched while the next is waited for.'),
      ]
    case 'subOrchestration':
      return [
        i18n._('Sub-orchestration'),
        i18n._('An orchestration of its own. Double-click, or Enter, opens it in its place.'),
      ]
    case 'entity':
      return [i18n._('Entity operation'), i18n._('From the request to the answer.')]
    case 'lock':
      return [i18n._('Lock'), i18n._('Dotted while it is asked for, framed while it is held.')]
    case 'timer':
      return [i18n._('Timer'), i18n._('Hollow to the time it is due, filled to now, cut where it was cancelled.')]
    case 'wait':
      return [
        i18n._('Wait for an external event'),
        i18n._('From the moment the code asked for it to the moment it came.'),
      ]
    case 'early':
      return [i18n._('Early external event'), i18n._('It came before the code asked for it, and was kept.')]
    case 'arrival':
      return [i18n._('External event'), i18n._('Where it landed in history.')]
    case 'message':
      return [i18n._('Message'), i18n._('An event sent to another orchestration.')]
    case 'signal':
      return [i18n._('Signal'), i18n._('An operation of an entity that nobody waits for.')]
    case 'suspended':
      return [i18n._('Suspended'), i18n._('From suspension to resumption.')]
    case 'command':
      return [i18n._('Command'), i18n._('Terminated, rewound or continued as new: the line over all rows says which.')]
    case 'other':
      return [i18n._('Other event'), i18n._('An event of history that has no picture of its own.')]
    case 'loser':
      return [
        i18n._('Lost race'),
        i18n._('Another task came first: from there on nobody waits for it, though it goes on.'),
      ]
    case 'slowest':
      return [i18n._('Slowest'), i18n._('The one of a fan-out that took longest.')]
    case 'fanOut':
      return [
        i18n._('Fan-out'),
        i18n._('Six or more of one name at once: how many were under way, and a red line where one failed.'),
      ]
    case 'suspension':
      return [i18n._('Suspension'), i18n._('Meanwhile nothing was taken up.')]
    case 'all':
      return [i18n._('Join of all'), i18n._('Here the code went on: the last of them had ended.')]
    case 'any':
      return [i18n._('Join of any'), i18n._('Here the code went on: the first of them had ended.')]
    case 'continueAsNew':
      return [i18n._('Page break'), i18n._('It continued as new: the next generation begins with an empty history.')]
    case 'terminate':
      return [i18n._('Termination'), i18n._('Somebody ended it.')]
    case 'rewind':
      return [i18n._('Rewind'), i18n._('What had failed was struck out, and it ran on from there.')]
    case 'crash':
      return [
        i18n._('Crash'),
        i18n._('Host and language workers were ended here on purpose, and came back from the database.'),
      ]
    case 'parting':
      return [i18n._('Parting'), i18n._('Your code, held against this history, asks for something else here.')]
    case 'fault':
      return [i18n._('Injected fault'), i18n._('Somebody asked for what became of it: see Faults.')]
    case 'fold':
      return [
        i18n._('Idle stretch'),
        i18n._('Nothing happened, for as long as it says. A click shows it as long as it was.'),
      ]
  }
}

/** Which face of a mark an example shows; '' where there is but one. */
export function faceInWords(face: MarkFace): string {
  switch (face) {
    case 'plain':
      return ''
    case 'replayed':
      return i18n._('replayed')
    case 'failed':
      return i18n._('failed')
    case 'running':
      return i18n._('running')
    case 'cancelled':
      return i18n._('cancelled')
    case 'queued':
      return i18n._('queued first')
    case 'waiting':
      return i18n._('waiting')
    case 'early':
      return i18n._('came too early')
    case 'folded':
      return i18n._('closed')
    case 'opened':
      return i18n._('open')
    case 'narrow':
      return i18n._('hundreds of them: the gravest in a pixel is seen')
  }
}
