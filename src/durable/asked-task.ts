import type { Scheduled } from './history-event.ts'
import { type AskedTask, MOST_INPUT } from './trace.ts'

/** What was asked for, by the event that schedules it. */
export function askedTaskOf(event: Scheduled): AskedTask {
  const { id, type } = event
  return {
    id,
    type,
    ...('name' in event && { name: event.name }),
    ...('instanceId' in event && { instanceId: event.instanceId }),
    ...('input' in event && { input: event.input?.slice(0, MOST_INPUT) ?? null }),
    ...('fireAt' in event && { fireAt: event.fireAt }),
  }
}
