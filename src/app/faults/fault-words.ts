import type { Fault, FaultEffect, FaultKind, FaultWhen } from '#durable/fault.ts'
import { durationText } from '#timeline/duration.ts'
import { i18n } from '../i18n/i18n.ts'

/** What a fault does, as a choice. */
export function kindInWords(kind: FaultKind): string {
  switch (kind) {
    case 'fail':
      return i18n._('Fails')
    case 'delay':
      return i18n._('Begins late')
    case 'twice':
      return i18n._('Answers twice')
    case 'worker lost before':
      return i18n._('Worker lost before the commit')
    case 'worker lost after':
      return i18n._('Worker lost after the commit')
    case 'tab closed':
      return i18n._('Tab closed before the commit')
  }
}

export function effectInWords(effect: FaultEffect): string {
  return effect.kind === 'delay'
    ? i18n._('Begins {time} late', { time: durationText(effect.ms) })
    : kindInWords(effect.kind)
}

function whenInWords(when: FaultWhen): string {
  switch (when.kind) {
    case 'always':
      return i18n._('every time')
    case 'first':
      return i18n._('{count, plural, one {the first time} other {the first # times}}', { count: when.count })
    case 'chance':
      return i18n._('with probability {percent} %, seed {seed}', {
        percent: Math.round(when.probability * 100),
        seed: when.seed,
      })
  }
}

/** Which of a function's calls it is about, when not all: `called by payOrder, sequence number 3`. */
export function scopeInWords({ orchestrator, taskId, episode }: Fault): string {
  return [
    orchestrator === undefined ? '' : i18n._('called by {orchestrator}', { orchestrator }),
    taskId === undefined ? '' : i18n._('sequence number {taskId}', { taskId }),
    episode === undefined ? '' : i18n._('episode {number}', { number: episode + 1 }),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** `chargeCard: Fails the first 2 times (called by payOrder)`. */
export function faultInWords(fault: Fault): string {
  const scope = scopeInWords(fault)
  const words = `${fault.functionName}: ${effectInWords(fault.does)}, ${whenInWords(fault.when)}`
  return scope === '' ? words : `${words} (${scope})`
}
