import type { Fault, FaultEffect } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Span } from '#timeline/model/span.ts'
import { i18n } from '../i18n/i18n.ts'
import { newSeed } from './new-fault.ts'

/** A fault that has no id yet. */
export type FaultChoice = Pick<Fault, 'functionName' | 'does' | 'when'> & Partial<Fault>

export interface FaultSection {
  readonly title: string
  readonly choices: readonly FaultChoice[]
}

const always = { kind: 'always' } as const
const lostWorkers: readonly FaultEffect[] = [
  { kind: 'worker lost before' },
  { kind: 'worker lost after' },
  { kind: 'tab closed' },
]
const anything: readonly FaultEffect[] = [
  { kind: 'fail' },
  { kind: 'delay', ms: 3_600_000 },
  { kind: 'twice' },
  ...lostWorkers,
]

/** What can befall what a bar stands for: this call of a run like it, or all calls of its function; or this episode. */
export function choicesFor(span: Span, orchestrator: string, history: readonly HistoryEvent[] | null): FaultSection[] {
  if (span.kind === 'episode') {
    const about = { functionName: orchestrator, episode: span.episode ?? 0, when: always }
    return [{ title: episodeTitle(span), choices: lostWorkers.map((does) => ({ ...about, does })) }]
  }
  const functionName = functionOf(span)
  if (functionName === undefined) return []
  const call = history === null ? undefined : callOf(span, history)
  const these =
    call === undefined
      ? []
      : [{ title: callTitle(functionName, call), choices: all({ functionName, orchestrator, taskId: call }) }]
  const fails = { functionName, does: { kind: 'fail' } } as const
  const ofAll: FaultChoice[] = [
    { ...fails, when: { kind: 'first', count: 2 } },
    { ...fails, when: { kind: 'chance', probability: 0.5, seed: newSeed() } },
    ...(call === undefined ? all({ functionName }) : []),
  ]
  return [...these, { title: i18n._('Each call of {name}', { name: functionName }), choices: ofAll }]
}

function all(about: Pick<Fault, 'functionName'> & Partial<Fault>): FaultChoice[] {
  return anything.map((does) => ({ ...about, does, when: always }))
}

function functionOf({ kind, name }: Span): string | undefined {
  if (kind === 'activity' || kind === 'subOrchestration') return name
  return kind === 'entity' ? name.split('@')[0] : undefined
}

/** The sequence number of a call's last attempt: a run like this one gives it the same. */
function callOf({ kind, begunBy, segments }: Span, history: readonly HistoryEvent[]): number | undefined {
  if (kind === 'entity') return undefined
  const attempt = segments?.findLast((part) => part.kind === 'attempt')
  const event = history[attempt?.begunBy ?? begunBy]
  return event && 'id' in event ? event.id : undefined
}

function episodeTitle({ episode }: Span): string {
  return i18n._('Episode {number}, the next time', { number: (episode ?? 0) + 1 })
}

function callTitle(name: string, taskId: number): string {
  return i18n._('{name}, sequence number {taskId}, the next time', { name, taskId })
}
