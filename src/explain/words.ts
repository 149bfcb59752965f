import { isEntityId } from '#durable/entity.ts'
import type { AskedTask } from '#durable/trace.ts'

/** A task as a sentence names it. */
export function taskInWords({ type, name = '', instanceId = '' }: AskedTask): string {
  switch (type) {
    case 'TaskScheduled':
      return `the activity '${name}'`
    case 'TimerCreated':
      return 'a timer'
    case 'SubOrchestrationInstanceCreated':
      return `the sub-orchestration '${name}'`
    case 'EventSent':
      return isEntityId(instanceId) ? `a message to the entity ${instanceId}` : `an event to '${instanceId}'`
  }
}
