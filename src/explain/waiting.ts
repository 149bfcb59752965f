import type { EpochMs } from '#base/units.ts'
import { HTTP_ACTIVITY } from '#durable/durable-http.ts'
import { messageOf } from '#durable/entity-message.ts'
import { schedulerId } from '#durable/entity.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { isFinal, type RuntimeStatus } from '#durable/instance.ts'
import type { AwaitedPart, AwaitedWhole, CodeLine, Episode } from '#durable/trace.ts'
import { OpenWork, type OpenScheduled } from './open-work.ts'

/** Something that an instance waits for, or a group of such things. `at`: the line that asked for it, when that is known. */
export type WaitingFor = { readonly at?: CodeLine } & (
  | {
      readonly kind: 'all' | 'any'
      readonly of: number
      readonly ended: number
      readonly parts: readonly WaitingFor[]
      /** So many more are open and not told one by one. */
      readonly more: number
    }
  | ({ readonly kind: 'activity' | 'http'; readonly name: string; readonly input: string | null } & Scheduled & Tried)
  | ({ readonly kind: 'child'; readonly name: string; readonly instanceId: string } & Scheduled & Tried)
  | ({
      readonly kind: 'timer'
      readonly fireAt: EpochMs
      /** When the time has come, where this is one segment of a long timer. */
      readonly until?: EpochMs
      /** What is tried again then, or asked again. */
      readonly backOff?: 'retry' | 'poll'
    } & Scheduled &
      Tried)
  | ({ readonly kind: 'entity'; readonly entityId: string; readonly operation: string } & Scheduled)
  | ({ readonly kind: 'lock'; readonly entityIds: readonly string[] } & Scheduled)
  | { readonly kind: 'event'; readonly name: string }
  /** The code has asked for it, and history does not tell that it was scheduled: it stands behind something, or was refused. */
  | { readonly kind: 'unscheduled'; readonly id: number }
)

interface Scheduled {
  /** Its sequence number. */
  readonly id: number
  readonly since: EpochMs
}

/** A call that is tried again when it fails. */
interface Tried {
  /** 1 is the first; of a timer between two attempts, the one that follows. */
  readonly attempt?: number
  readonly mostAttempts?: number
}

/** Why an instance does not move by itself. */
export interface Waiting {
  readonly why:
    | 'not begun'
    | 'awaits'
    /** The code has ended, and the instance waits for what it has left open. */
    | 'code has ended'
  /** It takes no messages until it is resumed, whatever it waits for. */
  readonly isSuspended: boolean
  readonly root?: WaitingFor
  /** What has not ended either, and nothing waits for: losers of a race. The instance does not end before they do. */
  readonly aside: readonly WaitingFor[]
}

interface Run {
  readonly status: RuntimeStatus
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Pick<Episode, 'trace'>[]
}

/**
 * Why an execution waits: what the trace of its last episode tells that the code awaits, with what history tells of each.
 * `undefined` when it has ended.
 */
export function waitingOf({ status, history, episodes }: Run): Waiting | undefined {
  if (isFinal(status)) return undefined
  const last = episodes.at(-1)
  if (!last) return { why: 'not begun', isSuspended: isSuspended(history), aside: [] }
  const work = new OpenWork(history, episodes)
  const { awaits } = last.trace
  const tree = new Tree(work, awaits?.at)
  const root = awaits && rooted(tree, awaits)
  return {
    why: awaits ? 'awaits' : 'code has ended',
    isSuspended: isSuspended(history),
    ...(root && { root }),
    aside: work.rest().flatMap((event) => tree.scheduled(event)),
  }
}

/** The sequence numbers and event names that a tree lists. */
export function leavesOf(nodes: readonly WaitingFor[]): (number | string)[] {
  return nodes.flatMap((node) => {
    if ('parts' in node) return leavesOf(node.parts)
    return node.kind === 'event' ? node.name : node.id
  })
}

function isSuspended(history: readonly HistoryEvent[]): boolean {
  const last = history.findLast(({ type }) => type === 'ExecutionSuspended' || type === 'ExecutionResumed')
  return last?.type === 'ExecutionSuspended'
}

function rooted(tree: Tree, { whole, taskIds, events, at }: NonNullable<Episode['trace']['awaits']>) {
  const [part] = whole ? [whole] : [...taskIds, ...events.map((event) => ({ event }))]
  const [node] = part === undefined ? [] : tree.part(part)
  return node && { ...node, ...(at && { at }) }
}

class Tree {
  private readonly work: OpenWork
  private readonly line: CodeLine | undefined

  constructor(work: OpenWork, line: CodeLine | undefined) {
    this.work = work
    this.line = line
  }

  /** None for a call that is made only when the timer before it has fired. */
  part(part: AwaitedPart): WaitingFor[] {
    if (typeof part === 'number') return [this.task(part)]
    if ('event' in part) return [{ kind: 'event', name: part.event, ...this.here() }]
    switch (part.action) {
      case 'WhenAll':
      case 'WhenAny':
        return [this.compound(part)]
      case 'CallActivityWithRetry':
      case 'CallSubOrchestratorWithRetry':
        return this.retried(part)
      case 'CreateTimer':
        return numbersIn(part).map((id) => withUntil(this.task(id), part.fireAt))
      case 'CallHttp':
        return this.polled(part)
      default:
        return part.open.flatMap((each) => this.part(each))
    }
  }

  /** What history has scheduled; nothing for what no one answers. */
  scheduled(event: OpenScheduled): WaitingFor[] {
    const { id, at: since } = event
    const common = { id, since, ...this.asked(id) }
    switch (event.type) {
      case 'TaskScheduled': {
        const { name, input } = event
        return [{ kind: name === HTTP_ACTIVITY ? 'http' : 'activity', name, input, ...common }]
      }
      case 'TimerCreated':
        return [{ kind: 'timer', fireAt: event.fireAt, ...common }]
      case 'SubOrchestrationInstanceCreated':
        return [{ kind: 'child', name: event.name, instanceId: event.instanceId, ...common }]
      case 'EventSent': {
        const sent = messageOf(event.name, event.input)
        if (sent?.kind === 'lock')
          return [{ kind: 'lock', entityIds: sent.message.lockset.map(schedulerId), ...common }]
        const operation = sent?.kind === 'operation' ? sent.message.op : ''
        return [{ kind: 'entity', entityId: event.instanceId, operation, ...common }]
      }
    }
  }

  private task(id: number): WaitingFor {
    const event = this.work.take(id)
    const [node] = event ? this.scheduled(event) : []
    return node ?? { kind: 'unscheduled', id, ...this.asked(id) }
  }

  private compound(whole: AwaitedWhole): WaitingFor {
    const { of, ended, open } = whole
    const parts = open.flatMap((each) => this.part(each))
    const more = of - ended - open.length
    return { kind: whole.action === 'WhenAll' ? 'all' : 'any', of, ended, parts, more, ...this.here() }
  }

  /** Attempts and back-off timers take turns: two of them ended make one attempt that failed. */
  private retried(whole: AwaitedWhole): WaitingFor[] {
    const { ended, mostAttempts } = whole
    const attempt = Math.floor(ended / 2) + 1
    return numbersIn(whole).map((id) => {
      const node = this.task(id)
      const tried = { ...(mostAttempts !== undefined && { mostAttempts }), ...this.here() }
      if (node.kind === 'timer') return { ...node, backOff: 'retry' as const, attempt: attempt + 1, ...tried }
      return node.kind === 'unscheduled' ? node : { ...node, attempt, ...tried }
    })
  }

  /** The call after the timer has its number already, but the host makes it only then. */
  private polled(whole: AwaitedWhole): WaitingFor[] {
    const nodes = numbersIn(whole).map((id) => this.task(id))
    const made = nodes.filter(({ kind }) => kind !== 'unscheduled')
    return (made.length > 0 ? made : nodes).map((node) =>
      node.kind === 'timer' ? { ...node, backOff: 'poll' as const, ...this.here() } : { ...node, ...this.here() },
    )
  }

  private asked(id: number): { at?: CodeLine } {
    const at = this.work.lines.get(id)
    return at ? { at } : {}
  }

  private here(): { at?: CodeLine } {
    return this.line ? { at: this.line } : {}
  }
}

function numbersIn({ open }: AwaitedWhole): number[] {
  return open.flatMap((part) => {
    if (typeof part === 'number') return part
    return 'open' in part ? numbersIn(part) : []
  })
}

function withUntil(node: WaitingFor, until: EpochMs | undefined): WaitingFor {
  return node.kind === 'timer' && until !== undefined && until !== node.fireAt ? { ...node, until } : node
}
