import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { type Call, type CallKind, callsOf } from '../run-calls/calls.ts'

/** Whoever sends or gets messages: a vertical line. */
export interface Lifeline {
  readonly kind: 'outside' | 'orchestrator' | 'others' | CallKind
  readonly name: string
}

export type Row =
  /** Here the orchestrator's code ran. */
  | { readonly kind: 'episode'; readonly episode: Episode; readonly first: number; readonly last: number }
  | {
      readonly kind: 'message'
      /** Lifelines, by their place. */
      readonly from: number
      readonly to: number
      /** An answer, and no question. */
      readonly isAnswer: boolean
      readonly hasFailed: boolean
      readonly name: string
      readonly payload: string | null
      /** The positions in history of the first and the last event that this row tells. */
      readonly first: number
      readonly last: number
      /** How many events it tells: many of one kind in a row are told together. */
      readonly count: number
    }

export interface Sequence {
  readonly lifelines: readonly Lifeline[]
  readonly rows: readonly Row[]
}

export type Message = Extract<Row, { kind: 'message' }>

/** As many messages of one kind in a row are told as one. */
const FOLDED_FROM = 6
/** More lines than that nobody can tell apart; the rest share the last one. */
const MOST_LIFELINES = 24

const OUTSIDE = 0
export const ORCHESTRATOR = 1

/** Who said what to whom, in the order of history. */
export function sequenceOf(history: readonly HistoryEvent[], episodes: readonly Episode[]): Sequence {
  const lines = new Lifelines(history.find((event) => event.type === 'ExecutionStarted')?.name ?? '')
  const calls = callsOf(history)
  const begun = new Map(calls.map((call) => [call.begunBy, call]))
  const ended = new Map(calls.flatMap((call) => (call.endedBy === null ? [] : [[call.endedBy, call] as const])))
  const starts = new Map(episodes.map((episode) => [episode.from, episode]))

  const rows: Row[] = []
  let pending: Message[] = []
  const flush = () => {
    rows.push(...folded(pending))
    pending = []
  }
  history.forEach((event, position) => {
    const episode = starts.get(position)
    if (episode !== undefined) {
      flush()
      rows.push({ kind: 'episode', episode, first: episode.from, last: episode.from })
    }
    const message = messageOf(event, position, begun.get(position), ended.get(position), lines)
    if (message === undefined) return
    if (pending.length > 0 && !isAlike(pending[0], message)) flush()
    pending.push(message)
  })
  flush()
  return { lifelines: lines.all, rows }
}

/** The row that tells an event; the row of an episode tells only that it began. -1: none does. */
export function rowOfEvent(rows: readonly Row[], position: number): number {
  const exact = rows.findIndex((row) => row.kind === 'message' && row.first <= position && position <= row.last)
  return exact >= 0 ? exact : rows.findLastIndex(({ first }) => first <= position)
}

export function rowOfEpisode(rows: readonly Row[], index: number): number {
  return rows.findIndex((row) => row.kind === 'episode' && row.episode.index === index)
}

class Lifelines {
  readonly all: Lifeline[]
  private readonly places = new Map<string, number>()

  constructor(orchestrator: string) {
    this.all = [
      { kind: 'outside', name: '' },
      { kind: 'orchestrator', name: orchestrator },
    ]
  }

  placeOf({ kind, name, instanceId }: Call): number {
    if (kind === 'externalEvent') return OUTSIDE
    const shown = kind === 'entity' || kind === 'signal' ? (instanceId ?? name) : name
    const key = `${kind === 'signal' ? 'entity' : kind} ${shown}`
    const known = this.places.get(key)
    if (known !== undefined) return known
    const isLast = this.all.length >= MOST_LIFELINES - 1
    if (!isLast) this.all.push({ kind, name: shown })
    else if (this.all.length < MOST_LIFELINES) this.all.push({ kind: 'others', name: '' })
    this.places.set(key, this.all.length - 1)
    return this.all.length - 1
  }
}

function messageOf(
  event: HistoryEvent,
  position: number,
  begun: Call | undefined,
  ended: Call | undefined,
  lines: Lifelines,
): Message | undefined {
  const row = { kind: 'message', first: position, last: position, count: 1, isAnswer: false, hasFailed: false } as const
  switch (event.type) {
    case 'ExecutionStarted':
      return { ...row, from: OUTSIDE, to: ORCHESTRATOR, name: event.name, payload: event.input }
    case 'ExecutionCompleted': {
      const hasFailed = event.status === 'Failed'
      return {
        ...row,
        from: ORCHESTRATOR,
        to: OUTSIDE,
        isAnswer: true,
        hasFailed,
        name: event.status,
        payload: event.result,
      }
    }
    case 'ExecutionTerminated':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound': {
      const name = event.type.slice('Execution'.length)
      return { ...row, from: OUTSIDE, to: ORCHESTRATOR, name, payload: event.reason === '' ? null : event.reason }
    }
    default:
      break
  }
  if (begun !== undefined) {
    const there = lines.placeOf(begun)
    const [from, to] = begun.kind === 'externalEvent' ? [OUTSIDE, ORCHESTRATOR] : [ORCHESTRATOR, there]
    return { ...row, from, to, name: begun.name, payload: begun.input }
  }
  if (ended === undefined) return undefined
  const hasFailed = ended.status === 'failed'
  return {
    ...row,
    from: lines.placeOf(ended),
    to: ORCHESTRATOR,
    isAnswer: true,
    hasFailed,
    name: ended.name,
    payload: ended.result,
  }
}

function isAlike(one: Message | undefined, other: Message): boolean {
  return (
    one !== undefined &&
    one.from === other.from &&
    one.to === other.to &&
    one.name === other.name &&
    one.isAnswer === other.isAnswer &&
    one.hasFailed === other.hasFailed
  )
}

function folded(messages: readonly Message[]): readonly Message[] {
  const [first] = messages
  const last = messages.at(-1)
  if (first === undefined || last === undefined || messages.length < FOLDED_FROM) return messages
  return [{ ...first, payload: null, last: last.last, count: messages.length }]
}
