import { entityNameOf } from '#durable/entity.ts'
import type { TimelineModel } from '#timeline/model/model.ts'
import { attemptsOf, type Span, type SpanStatus } from '#timeline/model/span.ts'

export type TaskKind = 'activity' | 'subOrchestration' | 'timer' | 'entity' | 'signal' | 'externalEvent'

/** Something that an orchestrator asked for, with all its attempts, or an external event that came unasked. */
export interface RunTask {
  readonly kind: TaskKind
  /** As the code names it; empty for a timer. */
  readonly name: string
  readonly status: SpanStatus
  /** Positions in history. What nobody answers ends where it begins. */
  readonly begunBy: number
  readonly endedBy: number | null
  /** What became of each attempt, the first first: more than one when it was tried again. */
  readonly attempts: readonly SpanStatus[]
  readonly mostAttempts: number | undefined
  /** The events that tell of it. */
  readonly events: readonly number[]
}

/** The tasks of a run as the timeline knows them, in the order in which they were asked for. */
export function tasksOf({ spans }: TimelineModel): RunTask[] {
  const awaited = new Set(spans.flatMap((span) => (isWait(span) ? (span.endedBy ?? []) : [])))
  return spans
    .flatMap((span) => {
      const kind = kindOf(span)
      const isAnswerToWait = span.kind === 'externalEvent' && span.isPoint && awaited.has(span.begunBy)
      return kind === undefined || isAnswerToWait ? [] : [taskOf(span, kind)]
    })
    .toSorted((a, b) => a.begunBy - b.begunBy)
}

/** One that began before its event came; an event that came early stands where it came. */
function isWait({ kind, isPoint, isEarly }: Span): boolean {
  return kind === 'externalEvent' && !isPoint && isEarly !== true
}

function kindOf(span: Span): TaskKind | undefined {
  switch (span.kind) {
    case 'activity':
    case 'subOrchestration':
    case 'timer':
      return span.kind
    case 'entity':
      return span.isPoint ? 'signal' : 'entity'
    case 'lock':
      return 'entity'
    case 'sentEvent':
      return 'signal'
    case 'externalEvent':
      return span.isPoint || isWait(span) ? 'externalEvent' : undefined
    case 'episode':
    case 'command':
    case 'other':
      return undefined
  }
}

function taskOf(span: Span, kind: TaskKind): RunTask {
  const { status, begunBy, segments = [], mostAttempts } = span
  // Whoever asked for a lock goes on when it is held, and not when it lets go of it.
  const held = span.kind === 'lock' ? segments.find((part) => part.kind === 'holding') : undefined
  return {
    kind,
    name: nameOf(span),
    status,
    begunBy,
    endedBy: held?.begunBy ?? span.endedBy,
    attempts: attemptsOf(span) > 1 ? segments.flatMap((part) => (part.kind === 'attempt' ? [part.status] : [])) : [],
    mostAttempts,
    events: [begunBy, span.endedBy, ...segments.flatMap((part) => [part.begunBy, part.endedBy])].filter(
      (position) => position !== null,
    ),
  }
}

function nameOf({ kind, name, operation, instanceId }: Span): string {
  if (kind === 'lock') return `lock ${name}`
  if (kind === 'entity') return `${entityNameOf(instanceId ?? '')?.name ?? name}.${operation ?? ''}`
  return kind === 'sentEvent' ? (instanceId ?? name) : name
}
