/** Something that goes wrong because the person wishes to see what happens then. */
export interface Fault {
  readonly id: string
  /** The function that it befalls. Names do not mind case. */
  readonly functionName: string
  /** Only when this orchestrator calls it. */
  readonly orchestrator?: string
  /** Only the call that has this sequence number. */
  readonly taskId?: number
  /** Of an orchestrator: only this episode, counted from 0. */
  readonly episode?: number
  readonly when: FaultWhen
  readonly does: FaultEffect
  readonly isOn: boolean
}

/** Which of the calls of its function a fault strikes. */
export type FaultWhen =
  | { readonly kind: 'always' }
  /** The first so many calls that each instance makes: the attempts of a retry are calls. */
  | { readonly kind: 'first'; readonly count: number }
  /** Each call with this probability: a coin that falls the same way for the same seed, function, instance and attempt. */
  | { readonly kind: 'chance'; readonly probability: number; readonly seed: number }

/**
 * What happens. The worker is lost, and the tab closed, when the work is done: `before` or `after` it is on disk; once for
 * each piece of work, or it would never get any further.
 */
export type FaultEffect =
  | { readonly kind: 'fail' }
  /** Milliseconds of hub time before it begins. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Its answer comes a second time. */
  | { readonly kind: 'twice' }
  | { readonly kind: 'worker lost before' }
  | { readonly kind: 'worker lost after' }
  | { readonly kind: 'tab closed' }

export type FaultKind = FaultEffect['kind']

/** A call that a fault might strike. */
export interface FaultCall {
  readonly functionName: string
  readonly instanceId: string
  readonly orchestrator?: string
  readonly taskId?: number
  readonly episode?: number
}

export const MOST_FAULTS = 100
const MOST_CALLS = 10_000
/** Milliseconds; a year. */
const LONGEST_DELAY = 365 * 86_400_000
const LONGEST_NAME = 200

/** Whether the fault is about that call, whichever of its kind. */
export function isAbout(fault: Fault, call: FaultCall): boolean {
  return (
    fault.isOn &&
    isSameName(fault.functionName, call.functionName) &&
    (fault.orchestrator === undefined || isSameName(fault.orchestrator, call.orchestrator ?? '')) &&
    (fault.taskId ?? call.taskId) === call.taskId &&
    (fault.episode ?? call.episode) === call.episode
  )
}

/** Whether the call of that number, counted from 0 within its instance, is one that `when` means. */
export function isMeant(when: FaultWhen, { functionName, instanceId }: FaultCall, attempt: number): boolean {
  if (when.kind === 'always') return true
  if (when.kind === 'first') return attempt < when.count
  return coin(JSON.stringify([when.seed, functionName.toLowerCase(), instanceId, attempt])) < when.probability
}

/** A number from 0 up to 1 that belongs to the text: 32 bits of FNV-1a, stirred so that neighbours differ. */
function coin(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** Faults as they came from a link or a file, believed only as far as they make sense. Throws an error that says what does not. */
export function readFaults(raw: unknown): Fault[] {
  if (!Array.isArray(raw)) throw new Error('the faults are no list')
  if (raw.length > MOST_FAULTS) throw new Error(`there are ${raw.length} faults; at most ${MOST_FAULTS} are taken`)
  const faults = Array.from(raw, readFault)
  if (new Set(faults.map(({ id }) => id)).size < faults.length) throw new Error('two faults have one id')
  return faults
}

type Fields = Readonly<Record<string, unknown>>

function readFault(raw: unknown): Fault {
  const from = fieldsOf(raw)
  return {
    id: nameIn(from, 'id'),
    functionName: nameIn(from, 'functionName'),
    ...(from['orchestrator'] !== undefined && { orchestrator: nameIn(from, 'orchestrator') }),
    ...(from['taskId'] !== undefined && { taskId: numberIn(from, 'taskId', 0, 2 ** 31) }),
    ...(from['episode'] !== undefined && { episode: numberIn(from, 'episode', 0, 2 ** 31) }),
    when: readWhen(from['when']),
    does: readEffect(from['does']),
    isOn: from['isOn'] === true,
  }
}

function readWhen(raw: unknown): FaultWhen {
  const from = fieldsOf(raw)
  switch (from['kind']) {
    case 'always':
      return { kind: 'always' }
    case 'first':
      return { kind: 'first', count: numberIn(from, 'count', 1, MOST_CALLS) }
    case 'chance':
      return {
        kind: 'chance',
        probability: numberIn(from, 'probability', 0, 1, false),
        seed: numberIn(from, 'seed', 0, 2 ** 31),
      }
    default:
      throw new Error('a fault says when in a way that is not known here')
  }
}

function readEffect(raw: unknown): FaultEffect {
  const from = fieldsOf(raw)
  const { kind } = from as { kind?: unknown }
  switch (kind) {
    case 'delay':
      return { kind, ms: numberIn(from, 'ms', 0, LONGEST_DELAY) }
    case 'fail':
    case 'twice':
    case 'worker lost before':
    case 'worker lost after':
    case 'tab closed':
      return { kind }
    default:
      throw new Error('a fault does something that is not known here')
  }
}

function fieldsOf(raw: unknown): Fields {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new Error('a fault is no object')
  return raw as Fields
}

function nameIn(from: Fields, key: string): string {
  const value = from[key]
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_NAME)
    throw new Error(`${key} of a fault is no text of 1 to ${LONGEST_NAME} characters`)
  return value
}

function numberIn(from: Fields, key: string, least: number, most: number, isWhole = true): number {
  const value = from[key]
  const isNumber = typeof value === 'number' && value >= least && value <= most
  if (!isNumber || (isWhole && !Number.isInteger(value)))
    throw new Error(`${key} of a fault is no number from ${least} to ${most}`)
  return value
}
