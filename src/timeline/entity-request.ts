import type { JsonText } from '#base/json.ts'
import { entityNameOf } from '#durable/entity.ts'
import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'

interface EntityRequest {
  /** `counter@a add`, `lock counter@a, counter@b`. */
  readonly name: string
  readonly input: JsonText | null
  /** What its answer will be called; `null` when none comes. */
  readonly request: string | null
}

/** What an orchestration asks of an entity, in readable words; `undefined` when the message goes to nobody of the kind. */
export function entityRequestOf(event: Extract<HistoryEvent, { type: 'EventSent' }>): EntityRequest | undefined {
  const entity = entityNameOf(event.instanceId)
  const sent = messageOf(event.name, event.input)
  if (entity === undefined || sent === undefined) return undefined
  const target = `${entity.name}@${entity.key}`
  switch (sent.kind) {
    case 'release':
      return { name: `release ${target}`, input: null, request: null }
    case 'lock': {
      const all = sent.message.lockset.map(({ name, key }) => `${name}@${key}`)
      return { name: `lock ${all.join(', ')}`, input: null, request: sent.message.id }
    }
    case 'operation': {
      const { op, input = null, id, signal } = sent.message
      return { name: `${target} ${op}`, input, request: signal ? null : id }
    }
  }
}
