import { type FunctionTrigger, trigger } from '@azure/functions'

export function activity(): FunctionTrigger {
  return trigger.generic({ type: 'activityTrigger' })
}

export function orchestration(): FunctionTrigger {
  return trigger.generic({ type: 'orchestrationTrigger' })
}

export function entity(): FunctionTrigger {
  return trigger.generic({ type: 'entityTrigger' })
}
