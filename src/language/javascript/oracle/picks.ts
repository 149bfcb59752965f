import type { Pick, Scenario } from './arbitrary.ts'
import { answered, type Delivery, done, failed, fired, raised, type ReferenceHost } from './host.ts'
import type { Answered } from './sdk.ts'

/** Hears what came up. */
export type Met = (what: string) => void

type Host = ReferenceHost<Answered>

const MOST_EPISODES = 20
const MOST_GENERATIONS = 2

/** A scenario's episodes, then whatever is still open one by one, until the instance has ended or seems stuck. */
export function* untilItEnds(host: Host, episodes: Scenario['episodes']): Generator<readonly Pick[]> {
  for (let i = 0; i < MOST_EPISODES; i++) {
    const isEnded = (host.outcome === 'Completed' || host.outcome === 'Failed') && host.tasks.open.size === 0
    if (isEnded || host.generation > MOST_GENERATIONS) return
    yield episodes[i] ?? [whatIsLeft(host, i)]
  }
}

const lateAnswer = { statusCode: 200, location: false, retryAfter: undefined, error: '{}' }

function whatIsLeft(host: Host, i: number): Pick {
  if (host.tasks.open.size > 0) return { is: 'settle', which: 0, fails: false, value: 'late', answer: lateAnswer }
  return { is: 'raise', name: i % 2 ? 'go' : 'stop', value: 'late' }
}

/** What an episode's picks mean where the instance stands now. */
export function deliveriesOf(picks: readonly Pick[], host: Host, met: Met): Delivery[] {
  const open = [...host.tasks.open.keys()]
  const deliveries = picks.flatMap((pick) => deliveryOf(pick, open, host, met))
  if (deliveries.length > 1) met('a batch of several')
  if (deliveries.length === 1) met('a batch of one')
  if (deliveries.length > 1 && open.length > 0) met('a batch boundary among open tasks')
  return deliveries
}

function deliveryOf(pick: Pick, open: number[], host: Host, met: Met): Delivery[] {
  switch (pick.is) {
    case 'settle': {
      const [id] = open.splice(pick.which % Math.max(1, open.length), 1)
      return id === undefined ? [] : [settled(id, pick, host, met)]
    }
    case 'raise':
      if (host.tasks.open.has(Number(pick.name))) met('E3')
      met(/^\d+$/.test(pick.name) ? 'a numeric external event' : 'an external event')
      if (pick.name === 'GO') met('an external event in another case')
      return [raised(pick.name, pick.value)]
    case 'again': {
      const id = pick.which % Math.max(1, host.tasks.nextId)
      if (host.tasks.open.has(id) || id >= host.tasks.nextId) return []
      met('I4')
      return [done(id, 'again')]
    }
    case 'ahead': {
      met('ahead')
      const id = host.tasks.nextId + pick.by
      return [pick.how === 'done' ? done(id, 'ahead') : pick.how === 'failed' ? failed(id) : fired(id)]
    }
  }
}

function settled(id: number, pick: Settle, host: Host, met: Met): Delivery {
  const { fails, value, answer } = pick
  const kind = host.tasks.open.get(id)?.kind ?? 'activity'
  if (kind === 'timer') {
    met('timer fires')
    return fired(id)
  }
  met(`${kind} ${fails ? 'fails' : 'completes'}`)
  if (kind === 'entity')
    return answered(id, fails ? { result: answer.error, exceptionType: 'Error' } : operationResult(value))
  if (kind === 'lock') return fails ? failed(id) : answered(id, { result: 'Lock Acquisition Completed' })
  if (kind === 'http' && !fails) return done(id, httpResult(answer, met))
  return fails ? failed(id) : done(id, value)
}

type Settle = Extract<Pick, { is: 'settle' }>

const operationResult = (value: unknown) => ({ result: value === undefined ? null : JSON.stringify(value) })

function httpResult({ statusCode, location, retryAfter }: Settle['answer'], met: Met): object {
  if (statusCode === 202 && location) met('H2')
  if (statusCode === 202 && location) met('H3')
  const headers = {
    ...(location && { Location: 'https://api.example/status' }),
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  }
  return { statusCode, headers, content: 'body' }
}
